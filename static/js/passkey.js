// Says on the page when a passkey or key did not work; allauth's script only tells the console.
document.addEventListener("allauth.error", (event) => {
  const problem = document.querySelector("[data-passkey-problem]");
  if (!problem) return;
  event.preventDefault();
  problem.hidden = false;
  problem.tabIndex = -1;
  problem.focus();
});
