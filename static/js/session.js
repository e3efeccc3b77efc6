/* A session on many screens: they all show the clock of the server. Each asks every few seconds whether anything changed,
   which is one small question; between the answers it counts by itself. Own notes are kept when one leaves the field. */

import { announce } from "./site.js";

const EVERY = 3000; // milliseconds between questions while somebody looks
const WHOLE_EVERY = 60000; // and the clock is set right, in case that of the device was changed
const box = document.getElementById("clock");
const line = document.getElementById("clock-line");

function say(text) {
  if (line.textContent === text) return;
  line.textContent = text;
  line.hidden = !text;
}

/** There is a connection again. That somebody was just before you stays until you press the next button. */
function connected() {
  if (line.textContent !== box.dataset.behind) say("");
}

/* ---------- counting ---------- */

let part; // what shows the clock: a fresh piece of the page for each change
let left = 0; // seconds at the moment `since` of this device
let since = 0;
let said = new Set(); // of this step

function set(seconds) {
  left = seconds;
  since = performance.now();
}

function remaining() {
  return "paused" in part.dataset ? left : left - (performance.now() - since) / 1000;
}

function face(seconds) {
  const whole = Math.ceil(seconds);
  const rest = String(Math.abs(whole) % 60).padStart(2, "0");
  return `${whole < 0 ? "-" : ""}${Math.floor(Math.abs(whole) / 60)}:${rest}`;
}

function show() {
  if (part?.dataset.state !== "running") return;
  const seconds = remaining();
  const total = Number(part.dataset.total);
  const text = face(seconds);
  const digits = part.querySelector("[data-face]");
  if (digits.textContent !== text) digits.textContent = text;
  const share = Math.min(Math.max(1 - seconds / total, 0), 1) * 100;
  part.querySelector("[data-ring]").setAttribute("stroke-dasharray", `${share.toFixed(1)} 100`);
  part.classList.toggle("is-over", seconds <= 0);
  const [word, over] = [part.querySelector("[data-left-word]"), part.querySelector("[data-over-word]")];
  if (word && over) {
    word.hidden = seconds <= 0;
    over.hidden = seconds > 0;
  }
  tell(seconds, total);
}

/** Say half time, the last minute and the end, each once, and never what was over when the page was opened. */
function tell(seconds, total) {
  if ("paused" in part.dataset) return;
  for (const [name, moment, text] of [
    ["half", total / 2, part.dataset.sayHalf],
    ["minute", 60, part.dataset.sayMinute],
    ["end", 0, part.dataset.sayEnd],
  ]) {
    if (name === "half" && total <= 180) continue; // half time and the last minute would fall together
    if (seconds > moment || said.has(name)) continue;
    said.add(name);
    if (seconds > moment - 3) announce(text);
  }
}

/* ---------- the same on all screens ---------- */

let tag = "";
let whole = 0; // when all of it was asked last

/** Take over an answer; `took` is how long it was on its way, in milliseconds. */
function take(state, took) {
  const before = part;
  if (state.html !== undefined && String(state.version) + state.state !== before.dataset.version + before.dataset.state) {
    const focused = box.contains(document.activeElement) ? document.activeElement : null;
    box.innerHTML = state.html;
    part = box.querySelector("[data-version]");
    if (focused) refocus(focused);
    const moved = before.dataset.say !== part.dataset.say;
    if (moved) said = new Set();
    if (part.dataset.state === "running") clockFirst();
    if (moved) announce(part.dataset.say);
    else announce("paused" in part.dataset ? part.dataset.sayPaused : part.dataset.sayOn);
  }
  set(state.left - ("paused" in part.dataset ? 0 : took / 2000));
  show();
  stayAwake();
  if (state.state !== "running" && before.dataset.state === "running") over();
}

/** What was to be read beforehand stands below a clock that runs, as on a fresh page. */
function clockFirst() {
  const told = document.getElementById("voorbereiding")?.closest("section");
  if (told && told.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING) line.after(told);
}

const PAIRS = { pause: "resume", resume: "pause" };

/** Who pressed a button by keyboard finds it again; never another one, which a second press would press too. */
function refocus(before) {
  const named = (value) => value && [...box.querySelectorAll("button")].find((one) => one.value === value);
  (named(before.value) || named(PAIRS[before.value]) || box.querySelector("#step"))?.focus();
}

/** What is to be done now stands on a fresh page; what somebody was typing is kept first. */
async function over() {
  await notes?.keep();
  if (notes?.unkept()) return;
  if (!box.dataset.clock.includes("scherm")) window.location.reload();
}

async function ask(options = {}) {
  const began = performance.now();
  const headers = { Accept: "application/json", ...options.headers };
  if (!options.method && tag && began - whole < WHOLE_EVERY) headers["If-None-Match"] = tag;
  let response;
  try {
    response = await fetch(box.dataset.clock, { cache: "no-store", ...options, headers });
  } catch {
    say(box.dataset.lost);
    return null;
  }
  if (response.status === 304) {
    connected();
    return null;
  }
  if (response.status === 401 || response.redirected) {
    say(box.dataset.gone);
    return null;
  }
  if (!response.ok) {
    say(box.dataset.lost);
    return null;
  }
  const state = await response.json();
  tag = response.headers.get("ETag") ?? "";
  whole = performance.now();
  connected();
  take(state, performance.now() - began);
  return state;
}

let acting = false;

async function act(form, button) {
  if (acting) return;
  acting = true;
  try {
    const body = new FormData(form);
    body.set(button.name, button.value);
    const state = await ask({ method: "POST", body });
    if (state) say(state.changed ? "" : box.dataset.behind);
  } finally {
    acting = false;
  }
}

function follow() {
  part = box.querySelector("[data-version]");
  set(Number(part.dataset.left ?? 0));
  tellNothingOfBefore();
  setInterval(show, 250);
  setInterval(() => {
    if (!document.hidden && !acting) ask();
  }, EVERY);
  // who comes back to the screen sees at once how it stands: a device that slept lost count
  document.addEventListener("visibilitychange", () => {
    whole = -WHOLE_EVERY;
    if (!document.hidden) ask();
    stayAwake();
  });
  window.addEventListener("pageshow", (event) => {
    whole = -WHOLE_EVERY;
    if (event.persisted) ask();
  });
  box.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-acts]") || !event.submitter) return;
    event.preventDefault();
    act(event.target, event.submitter);
  });
  ask();
}

function tellNothingOfBefore() {
  if (part.dataset.state !== "running") return;
  const seconds = Number(part.dataset.left);
  if (seconds <= Number(part.dataset.total) / 2) said.add("half");
  if (seconds <= 60) said.add("minute");
  if (seconds <= 0) said.add("end");
}

/* ---------- a phone on the table stays awake while the clock runs ---------- */

let awake = null;

async function stayAwake() {
  if (part.dataset.state !== "running" || document.hidden) {
    awake?.release();
    awake = null;
    return;
  }
  if (awake || !navigator.wakeLock) return;
  try {
    awake = await navigator.wakeLock.request("screen");
    awake.addEventListener("release", () => { awake = null; });
  } catch {
    awake = null; // the device decides, such as when its battery is low
  }
}

/* ---------- own notes ---------- */

function keepNotes(form) {
  const area = form.querySelector("textarea");
  const status = form.querySelector("[data-status]");
  let kept = area.value;
  async function keep() {
    const text = area.value;
    if (text === kept) return;
    try {
      const response = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
      });
      if (!response.ok || response.redirected) throw new Error(String(response.status));
      const answer = await response.json();
      if (answer.kept) kept = text;
      status.textContent = answer.kept ? form.dataset.kept : form.dataset.held;
      if (!answer.kept) status.append(" ", seeWhat());
    } catch {
      status.textContent = form.dataset.failed;
    }
  }
  /** A button that sends the form as it is: the page that answers shows what was found. */
  function seeWhat() {
    const button = document.createElement("button");
    button.className = "btn btn--plain btn--small";
    button.textContent = form.dataset.see;
    return button;
  }
  area.addEventListener("blur", keep);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) keep();
  });
  let leaving = false;
  form.addEventListener("submit", () => { leaving = true; });
  const unkept = () => area.value !== kept;
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && unkept()) event.preventDefault();
  });
  return { keep, unkept };
}

const form = document.querySelector("form[data-notes]");
const notes = form ? keepNotes(form) : null;
if (box) follow();
