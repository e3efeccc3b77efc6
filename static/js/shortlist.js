/* The short list of services: kept by the browser on this device, never by the site. Without script it lives in the
   address (?a=…); with it what is ticked on one page is still there on the next, after a reload and in other tabs. */

const KEY = "leerkring.lijstje";
const MOST = 30;
const SLUG = /^[\w-]{1,180}$/;

let memory = []; // for a browser that keeps nothing

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    if (!Array.isArray(kept)) return [];
    return [...new Set(kept.filter((slug) => typeof slug === "string" && SLUG.test(slug)))].slice(0, MOST);
  } catch {
    return memory;
  }
}

function write(slugs) {
  memory = slugs;
  try {
    localStorage.setItem(KEY, JSON.stringify(slugs));
  } catch {
    // full, or not allowed: the list lasts as long as this page
  }
}

function say(text) {
  const live = document.getElementById("live");
  if (live) live.textContent = text;
}

/** Put a service on the list or take it off; false when there is no room. Reads first: another tab may have written. */
function keep(slug, wanted) {
  const rest = read().filter((one) => one !== slug);
  if (wanted && rest.length >= MOST) return false;
  write(wanted ? [...rest, slug] : rest);
  return true;
}

const address = (path, slugs) => `${path}?${new URLSearchParams(slugs.map((slug) => ["a", slug]))}`;

/* ---------- the list of the map: ticks, and the tray under it ---------- */
function showTray(form, slugs) {
  const words = form.querySelector("[data-keep-count]");
  const { none, one, many } = words.dataset;
  words.textContent = slugs.length ? (slugs.length === 1 ? one : many.replace("{n}", slugs.length)) : none;
  form.querySelector("[data-keep-clear]").hidden = !slugs.length;
  // side by side are two to four; of a longer list one chooses there
  form.querySelector("[data-keep-compare]").hidden = slugs.length < 2 || slugs.length > 4;
  const here = new Set([...document.querySelectorAll("input[data-keep]")].map((input) => input.value));
  form.querySelectorAll("input[type=hidden]").forEach((input) => input.remove());
  for (const slug of slugs.filter((one) => !here.has(one))) {
    const input = Object.assign(document.createElement("input"), { type: "hidden", name: "a", value: slug });
    form.append(input);
  }
  form.classList.toggle("is-kept", slugs.length > 0);
}

function showButton(button, slugs) {
  const on = slugs.includes(button.dataset.keepButton);
  button.hidden = false;
  button.textContent = on ? button.dataset.on : button.dataset.off;
}

function show() {
  const slugs = read();
  document.querySelectorAll("input[data-keep]").forEach((input) => { input.checked = slugs.includes(input.value); });
  document.querySelectorAll("[data-keep-form]").forEach((form) => showTray(form, slugs));
  document.querySelectorAll("[data-keep-button]").forEach((button) => showButton(button, slugs));
  document.querySelectorAll("[data-keep-plain]").forEach((link) => { link.hidden = true; });
  document.querySelectorAll("[data-keep-view]").forEach((link) => {
    link.hidden = !slugs.length;
    link.href = address(link.pathname, slugs);
    link.textContent = link.dataset.keepView.replace("{n}", slugs.length);
  });
  return slugs;
}

/* ---------- the page of the list itself ---------- */
const same = (one, other) => one.length === other.length && one.every((slug) => other.includes(slug));

function openList(page) {
  const shown = page.dataset.shown.split(" ").filter(Boolean);
  const asked = new URLSearchParams(location.search).getAll("a");
  const mine = read();
  if (!asked.length && mine.length) return location.replace(address(location.pathname, mine));
  // what is not on offer any more was told once, on this page
  const own = same(asked, mine);
  if (own && shown.length < mine.length) write(shown);
  const add = page.querySelector("[data-keep-all]");
  if (add) {
    add.hidden = shown.every((slug) => mine.includes(slug));
    add.addEventListener("click", () => {
      const all = [...new Set([...read(), ...shown])];
      write(all.slice(0, MOST));
      add.hidden = true;
      say(add.dataset.done);
    });
  }
  for (const link of page.querySelectorAll("[data-keep-drop]")) {
    link.addEventListener("click", () => keep(link.dataset.keepDrop, false));
  }
  page.querySelector("[data-keep-empty]")?.addEventListener("click", () => { if (own) write([]); });
  const print = page.querySelector("[data-print]");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }
  if (own) {
    window.addEventListener("storage", (event) => {
      if (event.key !== KEY && event.key !== null) return;
      const now = read();
      location.replace(now.length ? address(location.pathname, now) : location.pathname);
    });
  }
}

document.addEventListener("change", ({ target }) => {
  if (!target.matches?.("input[data-keep]")) return;
  const kept = keep(target.value, target.checked);
  show();
  const words = document.querySelector("[data-keep-count]");
  if (words) say(kept ? words.textContent : words.dataset.full);
});

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-keep-button]");
  if (button) {
    const slug = button.dataset.keepButton;
    const kept = keep(slug, !read().includes(slug));
    show();
    say(kept ? button.textContent : button.dataset.full);
  } else if (target.closest?.("[data-keep-clear]")) {
    write([]);
    show();
    document.querySelector("[data-keep-count]")?.scrollIntoView({ block: "nearest" });
    say(document.querySelector("[data-keep-count]")?.textContent ?? "");
  }
});

window.addEventListener("storage", show);
window.addEventListener("pageshow", show);
document.addEventListener("htmx:afterSettle", show);
show();
document.querySelectorAll("[data-short-list]").forEach(openList);
