// How far a visitor is, from what this browser holds: one row for each area that was begun.
import { recall, remembered } from "./schedule.js";
import { all } from "./store.js";

const KNOWN = 0.9; // probability of recall
const REVIEW = 2;
const root = document.querySelector("[data-browser-progress]");
const logs = Map.groupBy(all("entry").filter((entry) => entry.area), (entry) => entry.card);
const areas = [...new Set([...logs.values()].map((entries) => entries[0].area))];
const rows = (await Promise.all(areas.map(rowOf))).filter(Boolean);
root.querySelector("tbody").append(...rows);
root.hidden = !rows.length;

async function rowOf(area) {
  const answer = await fetch(`/practice/cards/${area}.json`).catch(() => undefined);
  const { cards } = answer?.ok ? await answer.json() : { cards: [] };
  if (!cards.length) return undefined;
  const standings = cards.map((card) => standing(logs.get(card.card) ?? []));
  const counts = ["known", "learning", "fading", "new"].map((one) => standings.filter((other) => other === one).length);
  return row(cards[0].areaTitle, counts);
}

function standing(entries) {
  const memory = remembered(entries);
  if (memory.suspended) return "aside";
  if (memory.reviewed === null) return "new";
  if (memory.state !== REVIEW) return "learning";
  return recall(memory, Date.now()) >= KNOWN ? "known" : "fading";
}

function row(title, counts) {
  const line = document.createElement("tr");
  const head = Object.assign(document.createElement("th"), { scope: "row", textContent: title.replaceAll("`", "") });
  line.append(head, ...counts.map((count) => Object.assign(document.createElement("td"), { textContent: count })));
  return line;
}
