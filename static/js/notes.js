/* Writing a report together: asks for news only while the screen is looked at, and keeps what was typed when the
   server can't be reached or somebody is signed out. */

const line = document.getElementById("unsaved");

function say(text) {
  line.textContent = text;
  line.hidden = !text;
}

const isPoll = (event) => event.detail.elt?.id === "poll";

document.addEventListener("htmx:beforeRequest", (event) => {
  if (isPoll(event) && document.hidden) event.preventDefault();
});
// who comes back to the screen sees at once what was written meanwhile
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && window.htmx) window.htmx.trigger("#poll", "news");
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (isPoll(event)) return;
  const { successful, xhr } = event.detail;
  if (successful) say("");
  else say(xhr?.status === 401 ? line.dataset.gone : line.dataset.failed);
});

/** A note that is on its way twice (a save and the news) stands on the screen once. */
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  for (const note of event.detail.fragment?.querySelectorAll?.("ul > .jot") ?? []) {
    if (document.getElementById(note.id) || document.getElementById(note.id.replace("note", "edit"))) note.remove();
  }
});

window.addEventListener("beforeunload", (event) => {
  const typed = [...document.querySelectorAll("form[data-keep] textarea")];
  if (!submitting && typed.some((area) => area.value !== area.defaultValue)) event.preventDefault();
});
let submitting = false;
document.addEventListener("submit", () => {
  submitting = true;
  setTimeout(() => { submitting = false; }, 2000);
});
