// The page that offers questions: what this browser knows to be due again, and the recordings that it keeps.
import { listKept } from "./kept.js";
import { all } from "./store.js";
import { withCode } from "./words.js";

const DAY_MS = 86_400_000;
const MOST = 20;
const place = document.querySelector("[data-again]");
const person = document.querySelector("meta[name='practice-person']")?.content;

listKept(document.querySelector("[data-recordings]"));
if (place && !person) showDue();

function showDue() {
  const latest = new Map();
  for (const one of all("telling").sort((a, b) => a.at.localeCompare(b.at))) latest.set(one.question, one);
  const due = [...latest.values()].filter((one) => againAt(one) <= Date.now()).sort((a, b) => againAt(a) - againAt(b));
  place.querySelector("ul").replaceChildren(...due.slice(0, MOST).map(row));
  place.hidden = !due.length;
}

function againAt(one) {
  return Date.parse(one.at) + DAY_MS * Number(one.missed.length ? place.dataset.daysMissed : place.dataset.daysSaid);
}

function row(one) {
  const link = Object.assign(document.createElement("a"), { className: "title", href: `/practice/aloud/${one.question}/` });
  link.append(...withCode(one.title ?? one.question));
  const line = document.createElement("li");
  line.append(link);
  return line;
}
