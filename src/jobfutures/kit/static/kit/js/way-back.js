// Somebody who works through a list of steps on other pages finds a way back to it on each of them, in this tab. A page
// with [data-way-back="words"] is such a list; its links marked [data-step-link] lead away from it.
const KEPT = "jobfutures:way-back";
const list = document.querySelector("[data-way-back]");

if (list) {
  sessionStorage.removeItem(KEPT);
  list.addEventListener("click", ({ target }) => {
    if (!target.closest("[data-step-link]")) return;
    sessionStorage.setItem(KEPT, JSON.stringify([location.pathname + location.search, list.dataset.wayBack]));
  });
} else if (sessionStorage.getItem(KEPT)) {
  const [address, words] = JSON.parse(sessionStorage.getItem(KEPT));
  const link = Object.assign(document.createElement("a"), { href: address, textContent: words });
  const place = Object.assign(document.createElement("p"), { className: "way-back no-print" });
  place.append(link);
  document.querySelector("main").prepend(place);
}
