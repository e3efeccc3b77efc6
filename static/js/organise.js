/* The form of a meeting: rows at once, and a warning before what was typed is left behind. */

import { manageRows } from "./rows.js";

const form = document.querySelector("form[data-organise]");
let typed = form.dataset.organise === "typed";

for (const box of form.querySelectorAll("[data-rows]")) manageRows(box, () => (typed = true));
form.addEventListener("input", () => (typed = true));
form.addEventListener("submit", () => (typed = false));
window.addEventListener("beforeunload", (event) => {
  if (typed) event.preventDefault();
});
