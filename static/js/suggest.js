/* Suggestions under a search field: a combobox with a list, after the pattern of ARIA 1.2. Comes with the first focus
   on a search field; without script the field is a plain one. Every suggestion is a link, so a click or a click with
   another button does what it does with any link. */

const PAUSE = 150; // after the last key, in milliseconds
const LEAST = 2; // letters
const MOST = 100;
const KEPT = 50; // answers, for who goes back and forth

const kept = new Map();

async function ask(address, words, signal) {
  const url = `${address}?${new URLSearchParams({ q: words })}`;
  if (kept.has(url)) return kept.get(url);
  const response = await fetch(url, { signal, headers: { Accept: "application/json" } });
  if (!response.ok) return [];
  const { results } = await response.json();
  kept.set(url, results);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value);
  return results;
}

/** ``announce`` lets a screen reader say something; it is given, since a second copy of site.js would start again. */
export function suggest(input, announce) {
  if (input.dataset.suggestReady) return;
  input.dataset.suggestReady = "";
  const words = input.dataset;
  const list = document.createElement("div");
  list.className = "suggest";
  list.id = `${input.id}-suggestions`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.suggestLabel);
  list.hidden = true;
  input.form.append(list);
  input.setAttribute("aria-controls", list.id);

  let options = [];
  let active = -1; // which option; -1: the field itself
  let timer, request;

  const isOpen = () => !list.hidden;

  function activate(place) {
    options[active]?.setAttribute("aria-selected", "false");
    active = place;
    const option = options[active];
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  function open() {
    if (!options.length) return;
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  }

  function close() {
    activate(-1);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  }

  function forget() {
    clearTimeout(timer);
    request?.abort();
    close();
  }

  function show(results) {
    close();
    options = results.map(({ title, label, url }, place) => {
      const option = document.createElement("a");
      option.href = url;
      option.id = `${list.id}-${place}`;
      option.tabIndex = -1;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      const name = document.createElement("b");
      const kind = document.createElement("small");
      name.textContent = title;
      kind.textContent = label;
      option.append(name, " ", kind);
      return option;
    });
    list.replaceChildren(...options);
    open();
    const sentence = options.length === 1 ? words.suggestOne : options.length ? words.suggestMany : words.suggestNone;
    announce(sentence.replace("{n}", options.length));
  }

  async function look() {
    clearTimeout(timer);
    const typed = input.value.trim().slice(0, MOST);
    request?.abort();
    if (typed.length < LEAST) {
      options = [];
      return close();
    }
    request = new AbortController();
    const { signal } = request;
    try {
      const results = await ask(words.suggest, typed, signal);
      if (!signal.aborted && document.activeElement === input) show(results);
    } catch (error) {
      // a search goes on without suggestions
      if (error.name !== "AbortError") close();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });

  input.addEventListener("keydown", (event) => {
    const { key } = event;
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (key === "Escape" && isOpen()) {
      // also what is still on its way: it would open the list again
      forget();
    } else if (key === "Enter" && isOpen() && active >= 0) {
      options[active].click();
    } else if ((key === "ArrowDown" || key === "ArrowUp") && options.length) {
      const step = key === "ArrowDown" ? 1 : -1;
      const number = options.length + 1; // one more: the field itself
      const from = isOpen() ? active : -1;
      open();
      activate(((from + 1 + step + number) % number) - 1);
    } else if ((key === "Home" || key === "End") && isOpen() && active >= 0) {
      activate(key === "Home" ? 0 : options.length - 1);
    } else {
      return;
    }
    event.preventDefault();
  });

  // a click on a suggestion is not a way out of the field
  list.addEventListener("mousedown", (event) => event.preventDefault());
  input.addEventListener("blur", forget);
  input.form.addEventListener("submit", forget);
  window.addEventListener("pagehide", forget);

  // what was typed while this module was on its way
  if (document.activeElement === input && input.value !== input.defaultValue) look();
}
