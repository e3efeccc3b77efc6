/* A small toolbar and a preview for long text, which is Markdown. Without script one types the marks oneself. */

const BUTTONS = ["bold", "italic", "heading", "list", "numbers", "link"];

/** Put `text` in place of the selection, as typing would: undo works and the form notices. */
function replace(area, start, end, text, selectStart, selectEnd) {
  area.focus();
  area.setSelectionRange(start, end);
  // execCommand keeps the browser's own undo; setRangeText is for browsers that dropped it
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text, start, end, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  area.setSelectionRange(selectStart, selectEnd);
}

function wrap(area, mark) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const inside = value.slice(start, end);
  const size = mark.length;
  if (value.slice(start - size, start) === mark && value.slice(end, end + size) === mark) {
    replace(area, start - size, end + size, inside, start - size, end - size);
  } else {
    replace(area, start, end, mark + inside + mark, start + size, end + size);
  }
}

function lines(area, mark) {
  const { selectionStart, selectionEnd, value } = area;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const next = value.indexOf("\n", selectionEnd);
  const end = next < 0 ? value.length : next;
  const rows = value.slice(start, end).split("\n");
  const marks = rows.map((row, index) => (mark === "1. " ? `${index + 1}. ` : mark));
  const marked = /^(\d+\. |- |### )/;
  const same = rows.every((row, index) => row.startsWith(marks[index]));
  const text = rows
    .map((row, index) => (same ? row.slice(marks[index].length) : marks[index] + row.replace(marked, "")))
    .join("\n");
  replace(area, start, end, text, start, start + text.length);
}

function link(area) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const words = value.slice(start, end);
  const text = `[${words}](https://)`;
  const place = start + text.length - 1;
  replace(area, start, end, text, place, place);
}

const ACTIONS = {
  bold: (area) => wrap(area, "**"),
  italic: (area) => wrap(area, "_"),
  heading: (area) => lines(area, "### "),
  list: (area) => lines(area, "- "),
  numbers: (area) => lines(area, "1. "),
  link,
};

function button(name) {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = name;
  return element;
}

/** One stop of the Tab key; arrows go from button to button (WAI-ARIA toolbar). */
function arrowKeys(toolbar) {
  const buttons = [...toolbar.querySelectorAll("button")];
  const go = (index) => {
    const target = buttons[(index + buttons.length) % buttons.length];
    for (const each of buttons) each.tabIndex = each === target ? 0 : -1;
    target.focus();
  };
  for (const [index, each] of buttons.entries()) {
    each.tabIndex = index ? -1 : 0;
    each.addEventListener("focus", () => {
      for (const other of buttons) other.tabIndex = other === each ? 0 : -1;
    });
  }
  toolbar.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  });
}

async function preview(form, area, toggle, box, words) {
  const showing = !box.hidden;
  toggle.setAttribute("aria-pressed", String(!showing));
  box.hidden = showing;
  area.hidden = !showing;
  if (showing) {
    area.focus();
    return;
  }
  box.textContent = "…";
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.set("text", area.value);
  try {
    const response = await fetch(form.dataset.preview, { method: "POST", body, credentials: "same-origin" });
    if (!response.ok) throw new Error(String(response.status));
    // the server renders and sanitises it, with the same function as the page itself
    box.innerHTML = await response.text();
    if (!box.textContent.trim()) box.textContent = words.nothing;
  } catch {
    box.textContent = words.failed_preview;
  }
  box.focus();
}

/** Give a textarea its toolbar. `words` are the names of the buttons, in the language of the page. */
export function addToolbar(form, area, words) {
  const label = form.querySelector(`label[for="${area.id}"]`);
  const toolbar = document.createElement("div");
  toolbar.className = "toolbar";
  toolbar.setAttribute("role", "toolbar");
  toolbar.setAttribute("aria-controls", area.id);
  toolbar.setAttribute("aria-label", `${words.toolbar}: ${label ? label.firstChild.textContent.trim() : ""}`);
  for (const action of BUTTONS) {
    const element = button(words[action]);
    element.addEventListener("click", () => {
      if (!area.hidden) ACTIONS[action](area);
    });
    toolbar.append(element);
  }
  const toggle = button(words.preview);
  toggle.setAttribute("aria-pressed", "false");
  const box = document.createElement("div");
  box.className = "preview prose";
  box.hidden = true;
  box.tabIndex = -1;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", words.preview);
  toggle.addEventListener("click", () => preview(form, area, toggle, box, words));
  toolbar.append(toggle);
  area.before(toolbar);
  area.after(box);
  arrowKeys(toolbar);
  // An error link or a label must never lead to a field that the preview hides.
  area.form.addEventListener("submit", () => {
    area.hidden = false;
  });
  label?.addEventListener("click", () => {
    if (area.hidden) toggle.click();
  });
}
