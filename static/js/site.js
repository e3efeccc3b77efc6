/* What script adds to pages that work without it. One module, so that a page asks for one file. */

const live = document.getElementById("live");

/** Let a screen reader say something without moving the focus. */
export function announce(text) {
  if (live && text) live.textContent = text;
}

/* ---------- the summary of errors, or of what was found in a text: read it first ---------- */
function focusErrors() {
  document.querySelector("#errors, #findings[autofocus]")?.focus();
}

/* ---------- counters: how many characters are left ---------- */
function countCharacters(counter) {
  const input = document.getElementById(counter.dataset.counter);
  if (!input) return;
  const most = Number(counter.dataset.max);
  let timer;
  const update = () => {
    const left = most - [...input.value.normalize("NFC")].length;
    const { leftOne, left: leftMany, overOne, over: overMany } = counter.dataset;
    const number = Math.abs(left);
    const sentence = left < 0 ? (number === 1 ? overOne : overMany) : number === 1 ? leftOne : leftMany;
    counter.textContent = sentence.replace("{n}", number.toLocaleString(document.documentElement.lang));
    counter.classList.toggle("is-over", left < 0);
    if (left < most / 4) counter.hidden = false;
    clearTimeout(timer);
    // said after a pause, and only near the end: not at every key
    if (left < most / 10 && document.activeElement === input) {
      timer = setTimeout(() => announce(counter.textContent), 1200);
    }
  };
  input.addEventListener("input", update);
  update();
}

/* ---------- the member's menu closes as a menu does ---------- */
function closeLikeAMenu(menu) {
  document.addEventListener("click", (event) => {
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

/* ---------- dialogs: a popover becomes a real modal window ---------- */
function openDialogs(button) {
  const dialog = document.getElementById(button.dataset.dialog);
  if (!dialog?.showModal) return;
  dialog.removeAttribute("popover");
  button.removeAttribute("popovertarget");
  button.addEventListener("click", (event) => {
    event.preventDefault();
    dialog.showModal();
  });
  for (const close of dialog.querySelectorAll("[data-dialog-close]")) {
    close.removeAttribute("popovertarget");
    close.addEventListener("click", () => dialog.close());
  }
}

/* ---------- lists: filters answer without a page load ---------- */
let kept = null;

function withoutEmpty(event) {
  const parameters = event.detail.parameters;
  for (const name of Object.keys(parameters)) {
    if (parameters[name] === "") delete parameters[name];
  }
}

function keepPlace() {
  const open = [...document.querySelectorAll("#facets details")].map((details) => details.open);
  const { name, value } = document.activeElement ?? {};
  kept = { open, name, value, inFacets: Boolean(document.activeElement?.closest("#facets")) };
}

function findPlace() {
  if (!kept) return;
  const now = document.querySelectorAll("#facets details");
  if (now.length === kept.open.length) now.forEach((details, place) => { details.open = kept.open[place]; });
  const title = document.getElementById("results-title");
  if (kept.inFacets) {
    const same = [...document.querySelectorAll("#facets input:not([type=hidden]), #facets select")]
      .find((input) => input.name === kept.name && input.value === kept.value);
    same?.focus({ preventScroll: true });
  } else if (document.activeElement === document.body) {
    title?.focus({ preventScroll: true });
    title?.scrollIntoView({ block: "nearest" });
  }
  announce(title?.textContent.trim());
  kept = null;
}

function liveLists() {
  document.addEventListener("htmx:configRequest", withoutEmpty);
  document.addEventListener("htmx:beforeSwap", keepPlace);
  document.addEventListener("htmx:afterSettle", findPlace);
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[popover][data-live]")) event.target.hidePopover?.();
  });
}

let changed = null;

/** htmx comes only to pages that use it. What changed while it was on its way is sent as soon as it is there. */
function loadHtmx() {
  const source = document.querySelector('meta[name="htmx-src"]')?.content;
  if (!source || document.querySelector("script[data-htmx]")) return;
  const script = document.createElement("script");
  script.src = source;
  script.dataset.htmx = "";
  script.addEventListener("load", () => {
    if (changed) window.htmx.trigger(changed, "change");
  });
  document.head.append(script);
}

/** Reading a list costs no script: htmx comes at the first sign that somebody does something. */
function prepareHtmx() {
  if (!document.querySelector("[hx-get], [hx-post], [hx-boost]")) return;
  if (document.querySelector("[hx-post], [hx-trigger*=load], [hx-trigger*=every]")) return loadHtmx();
  for (const kind of ["change", "input"]) {
    document.addEventListener(kind, (event) => {
      if (!window.htmx) changed = event.target.closest("[hx-get]") ?? changed;
    });
  }
  for (const sign of ["pointerover", "focusin", "change"]) {
    document.addEventListener(sign, loadHtmx, { once: true });
  }
}

/* ---------- search fields suggest what you may mean, once somebody is in one ---------- */
function suggestsWords(input) {
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.autocomplete = "off";
  input.addEventListener("focus", async () => {
    const { suggest } = await import(input.dataset.suggestModule);
    suggest(input, announce);
  }, { once: true });
  if (document.activeElement === input) input.dispatchEvent(new Event("focus"));
}

focusErrors();
document.querySelectorAll("[data-suggest]").forEach(suggestsWords);
document.querySelectorAll("[data-counter]").forEach(countCharacters);
document.querySelectorAll("[data-menu]").forEach(closeLikeAMenu);
document.querySelectorAll("[data-dialog]").forEach(openDialogs);
liveLists();
// htmx listens for DOMContentLoaded: it starts right away only once the page is complete
if (document.readyState === "complete") prepareHtmx();
else window.addEventListener("load", prepareHtmx, { once: true });
