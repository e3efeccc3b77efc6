/* The writing form: saves by itself, so that a closed browser loses at most the last five seconds, adds and removes
   rows at once, and puts a toolbar on long text. Without script each button of the form saves.

   What is typed is kept on the server only, never in this browser: the PC in an office is used by many. */

import { announce } from "./site.js";
import { addToolbar } from "./markdown.js";
import { manageRows } from "./rows.js";

const PAUSE = 1000; // after the last key
const LATEST = 3000; // while somebody goes on typing; with a slow answer still within five seconds
const RETRY = 4000;

const form = document.querySelector("form[data-write]");
const words = form ? JSON.parse(form.dataset.words) : {};
const line = document.getElementById("saved");

const dirty = new Set(); // changed since the last save that began
const held = new Set(); // not stored as typed: asked about again at each save
let pauseTimer, latestTimer;
let saving = false;
let leaving = false;
let version = 0;

/** Rows of why it works are one thing: a row more or less moves all of them. */
const nameOf = (name) => (name.startsWith("mechanisms-") ? "mechanisms" : name);

const OWN = new Set(["csrfmiddlewaretoken", "draft", "stap", "started", "new", "privacy_seen", "privacy_confirmed", "privacy_left"]);

function changed(name) {
  if (!name) return;
  if (name.startsWith("privacy_")) {
    for (const each of held) dirty.add(each);
  } else if (!OWN.has(name)) {
    dirty.add(nameOf(name));
  }
  if (!dirty.size) return;
  say(words.unsaved);
  clearTimeout(pauseTimer);
  pauseTimer = setTimeout(save, PAUSE);
  latestTimer ??= setTimeout(save, LATEST);
}

function say(text) {
  if (line.textContent !== text) line.textContent = text;
}

function body(names) {
  const data = new FormData();
  for (const [name, value] of new FormData(form)) {
    if (OWN.has(name) || names.has(nameOf(name))) data.append(name, value);
  }
  data.set("only", [...names].join(","));
  return data;
}

function stopTimers() {
  clearTimeout(pauseTimer);
  clearTimeout(latestTimer);
  pauseTimer = latestTimer = undefined;
}

async function save() {
  stopTimers();
  if (saving || leaving || !dirty.size) return;
  saving = true;
  const names = new Set([...dirty, ...held]);
  dirty.clear();
  say(words.saving);
  try {
    const response = await send(body(names));
    if (response.status === 401) throw Object.assign(new Error(), { text: (await response.json()).error });
    if (response.status === 404) throw Object.assign(new Error(), { text: words.gone });
    if (!response.ok) throw new Error(String(response.status));
    stored(await response.json(), names);
  } catch (problem) {
    for (const name of names) dirty.add(name);
    say(problem.text ?? words.failed);
    latestTimer = setTimeout(save, RETRY);
  } finally {
    saving = false;
    if (dirty.size && !latestTimer) latestTimer = setTimeout(save, PAUSE);
  }
}

async function send(data) {
  const options = { method: "POST", credentials: "same-origin", redirect: "error" };
  const response = await fetch(form.dataset.save, { ...options, body: data });
  if (response.status !== 403) return response;
  // Who signed in again in another tab has a new token.
  const fresh = await fetch(form.dataset.save, { credentials: "same-origin" });
  if (!fresh.ok) return fresh;
  const { csrf } = await fresh.json();
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = csrf;
  data.set("csrfmiddlewaretoken", csrf);
  return fetch(form.dataset.save, { ...options, body: data });
}

function stored(answer, names) {
  if (answer.version < version) return;
  version = answer.version;
  const started = JSON.parse(form.elements.started.value);
  const conflicting = Boolean(answer.conflict);
  // While two texts lie beside each other the form goes on from what it began with, so that the other one is kept.
  form.elements.started.value = JSON.stringify(conflicting ? { ...answer.started, ...started } : { ...started, ...answer.started });
  if (form.elements.new) {
    form.elements.new.remove();
    form.action = answer.address;
    history.replaceState(history.state, "", `${answer.address}?stap=${form.elements.stap.value}`);
  }
  for (const name of names) held.delete(name);
  showHeld(answer);
  showConflict(answer.conflict);
  say(dirty.size ? words.unsaved : answer.saved);
}

function showHeld(answer) {
  for (const old of form.querySelectorAll("[data-held]")) old.remove();
  for (const { name, id, message } of answer.held) {
    held.add(nameOf(name));
    const field = document.getElementById(id);
    if (!field) continue;
    const note = document.createElement("span");
    note.className = "error";
    note.id = `${id}-held`;
    note.dataset.held = "";
    note.textContent = message;
    (field.closest(".field").querySelector(".toolbar") ?? field).before(note);
  }
  const box = form.querySelector("[data-findings]");
  const ticked = box.querySelector("[name=privacy_confirmed]")?.checked;
  if (answer.held.length) {
    // rendered by the server, from the same template as the page
    if (!ticked) box.innerHTML = answer.findings;
    announce(answer.held[0].message);
  } else if (box.dataset.live) {
    box.replaceChildren();
  }
  box.dataset.live = answer.held.length ? "1" : "";
}

function showConflict(conflict) {
  if (!conflict) return;
  const box = document.querySelector("[data-conflict]");
  const message = document.createElement("div");
  message.className = "msg msg--warn";
  const link = document.createElement("a");
  link.href = conflict.address;
  link.textContent = words.choose;
  const text = document.createElement("p");
  text.append(conflict.message, " ", link);
  message.append(text);
  if (box.textContent.trim() !== message.textContent.trim()) {
    box.replaceChildren(message);
    announce(conflict.message);
  }
}

/** The page goes away: one last save that outlives it. */
function saveOnLeaving() {
  if (leaving || !dirty.size) return;
  const names = new Set([...dirty, ...held]);
  const data = body(names);
  fetch(form.dataset.save, { method: "POST", body: data, credentials: "same-origin", keepalive: true }).catch(() => {
    // more than 64 KB: the ordinary save of at most three seconds ago has most of it
    navigator.sendBeacon(form.dataset.save, data);
  });
}

if (form) {
  form.addEventListener("input", (event) => changed(event.target.name));
  form.addEventListener("change", (event) => changed(event.target.name));
  form.addEventListener("submit", () => {
    leaving = true;
    stopTimers();
  });
  window.addEventListener("pagehide", saveOnLeaving);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  window.addEventListener("online", save);
  window.addEventListener("pageshow", (event) => {
    // back from the browser's memory: what it shows may be older than what is saved
    if (event.persisted) location.reload();
  });
  for (const box of form.querySelectorAll("[data-rows]")) manageRows(box, (prefix) => changed(`${prefix}-`));
  for (const area of form.querySelectorAll("textarea[data-markdown]")) addToolbar(form, area, words);
}
