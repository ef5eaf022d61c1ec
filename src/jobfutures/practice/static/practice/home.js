// Adds to the home of practice what a visitor did in this browser, and the way back into the session they left.
import { all, list } from "./store.js";

const root = document.querySelector("[data-kept]");
const counts = {
  entry: all("entry").filter((entry) => entry.act === "REVIEWED").length,
  telling: all("telling").length,
  predictions: list("predictions").length,
  reviews: list("reviews").length,
};
const parts = Object.entries(counts).filter(([, number]) => number).map(([kind, number]) => inWords(kind, number));
if (parts.length) {
  root.querySelector("[data-list]").textContent = parts.join(", ");
  root.hidden = false;
}

const session = localStorage.getItem("jobfutures:session");
if (session?.startsWith("/practice/session/?")) {
  const link = document.querySelector("[data-continue]");
  link.href = session;
  link.hidden = false;
}

function inWords(kind, number) {
  return number === 1 ? root.dataset[`${kind}One`] : root.dataset[kind].replace("{}", number);
}
