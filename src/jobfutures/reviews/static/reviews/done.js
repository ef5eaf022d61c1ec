// Marks in the list what this browser knows of a visitor's reviews.
import { dated, draft, finished } from "./record.js";

const list = document.querySelector("[data-done]");
for (const row of list.querySelectorAll("[data-review]")) {
  const at = finished().filter((one) => one.review === row.dataset.review).map((one) => one.at).sort().at(-1);
  if (at) say(row, `${list.dataset.done} ${dated(at)}.`, "small own");
  if (draft(row.dataset.review)?.comments?.length) say(row, list.dataset.begun, "small soft");
}

function say(row, sentence, className) {
  row.append(Object.assign(document.createElement("p"), { textContent: sentence, className }));
}
