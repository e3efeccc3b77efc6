/* Rows of a form, added and removed at once. Without script each button of the form does the same by a page load.

   <div data-rows="prefix of the formset" data-max data-text-added data-text-removed> holds [data-row] each, with
   [data-row-title], [data-row-remove] and [data-row-number], a [data-row-add] and a template of an empty row. */

import { announce } from "./site.js";

const rowsOf = (box) => [...box.querySelectorAll("[data-row]")];
const ATTRIBUTES = ["name", "id", "for", "aria-describedby", "aria-controls", "data-counter"];
const firstField = (row) => row.querySelector("textarea, select, input:not([type=hidden])");

function renumber(box) {
  const prefix = box.dataset.rows;
  const pattern = new RegExp(`${prefix}-(\\d+|__prefix__)-`, "g");
  const rows = rowsOf(box);
  for (const [index, row] of rows.entries()) {
    const title = row.querySelector("[data-row-title]");
    title.textContent = `${title.dataset.rowTitle} ${index + 1}`;
    const remove = row.querySelector("[data-row-remove]");
    remove.value = box.dataset.named === undefined ? index : `${prefix}-${index}`;
    row.querySelector("[data-row-number]").textContent = index + 1;
    for (const element of row.querySelectorAll(ATTRIBUTES.map((name) => `[${name}]`).join(", "))) {
      for (const attribute of ATTRIBUTES) {
        const value = element.getAttribute(attribute);
        if (value?.includes(`${prefix}-`)) {
          element.setAttribute(attribute, value.replace(pattern, `${prefix}-${index}-`));
        }
      }
    }
  }
  box.closest("form").elements[`${prefix}-TOTAL_FORMS`].value = rows.length;
  box.querySelector("[data-row-add]").hidden = rows.length >= Number(box.dataset.max);
}

function empty(row) {
  for (const field of row.querySelectorAll("textarea, input, select")) {
    if (field.type === "checkbox" || field.type === "radio") field.checked = false;
    else if (field.localName === "select") field.selectedIndex = 0;
    else field.value = "";
  }
}

/** Let the buttons of `box` work without a page load; `onChange(prefix)` hears of each row more or less. */
export function manageRows(box, onChange = () => {}) {
  box.addEventListener("click", (event) => {
    const add = event.target.closest("[data-row-add]");
    const remove = event.target.closest("[data-row-remove]");
    if (!add && !remove) return;
    event.preventDefault();
    if (add) {
      add.closest(".actions").before(box.querySelector("[data-row-template]").content.cloneNode(true));
      renumber(box);
      firstField(rowsOf(box).at(-1)).focus();
      announce(box.dataset.textAdded);
    } else {
      const row = remove.closest("[data-row]");
      if (rowsOf(box).length === 1) {
        empty(row);
        firstField(row).focus();
      } else {
        const next = row.nextElementSibling?.matches("[data-row]") ? row.nextElementSibling : row.previousElementSibling;
        row.remove();
        renumber(box);
        firstField(next).focus();
      }
      announce(box.dataset.textRemoved);
    }
    onChange(box.dataset.rows);
  });
}
