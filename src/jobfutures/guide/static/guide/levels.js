// Remembers in this browser at which level its reader wants the answers.
const KEY = "guide-level";
const levels = document.querySelector("[data-levels]");

const remembered = localStorage.getItem(KEY);
const chosen = remembered && levels?.querySelector(`input[value="${CSS.escape(remembered)}"]`);
if (chosen) chosen.checked = true;

levels?.addEventListener("change", (event) => localStorage.setItem(KEY, event.target.value));
