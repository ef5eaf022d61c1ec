// The cards of now: as the account hands them out, or, for visitors and without a network, from what this browser holds.
import { after, NOTHING, remembered } from "./schedule.js";
import { all } from "./store.js";

const NEW_A_DAY = 10;
const SNAPSHOT = "jobfutures:snapshot"; // what the account handed out last, for when the network is away

export async function queueOf(root, person) {
  const handed = document.getElementById("queue");
  if (handed) {
    const cards = JSON.parse(handed.textContent);
    localStorage.setItem(SNAPSHOT, JSON.stringify({ person, cards }));
    return withUnsent(cards, person);
  }
  const snapshot = JSON.parse(localStorage.getItem(SNAPSHOT) ?? "null");
  if (snapshot && !navigator.onLine) {
    return withUnsent(snapshot.cards.map((card) => ({ ...card, person: snapshot.person })), snapshot.person);
  }
  return ofThisBrowser(root);
}

// Answers that the account does not know yet count already.
function withUnsent(cards, person) {
  const unsent = all("entry").filter((entry) => entry.person === person);
  for (const card of cards) {
    for (const entry of unsent.filter((one) => one.card === card.card).sort(byTime)) {
      if (entry.act !== "UNDONE") card.memory = after(card.memory, entry);
    }
  }
  return cards;
}

const byTime = (a, b) => Date.parse(a.at) - Date.parse(b.at);

async function ofThisBrowser(root) {
  const logs = Map.groupBy(all("entry").filter((entry) => !entry.person), (entry) => entry.card);
  const memories = new Map([...logs].map(([card, entries]) => [card, remembered(entries)]));
  const areas = [...new Set([...logs.values()].map((entries) => entries[0].area).filter(Boolean))];
  const wanted = root.dataset.area ? [root.dataset.area] : areas;
  const cards = (await Promise.all(wanted.map(deck))).flat();
  const due = cards.filter((card) => memories.has(card.card)).map((card) => ({ ...card, memory: memories.get(card.card) }));
  const isDue = ({ memory }) => !memory.suspended && (memory.due ?? 0) <= Date.now();
  const ready = due.filter(isDue).sort((a, b) => (a.memory.due ?? 0) - (b.memory.due ?? 0));
  return [...interleaved(ready), ...(await fresh(root, memories, cards, begunToday(logs)))];
}

// New cards in reading order, from this area or from the first areas that have some left.
async function fresh(root, memories, cards, begun) {
  const found = [];
  const most = Math.max(0, NEW_A_DAY - begun);
  const take = (more) => found.push(...more.filter((card) => !memories.has(card.card)).slice(0, most - found.length));
  take(cards);
  if (!root.dataset.area) {
    for (const area of root.dataset.decks.split(" ").filter(Boolean)) {
      if (found.length >= most) break;
      take((await deck(area)).filter((card) => !found.some((one) => one.card === card.card)));
    }
  }
  return interleaved(found.map((card) => ({ ...card, memory: NOTHING })));
}

function begunToday(logs) {
  const midnight = new Date().setHours(0, 0, 0, 0);
  return [...logs.values()].filter((entries) => Math.min(...entries.map((entry) => Date.parse(entry.at))) >= midnight).length;
}

function interleaved(cards) {
  const groups = [...Map.groupBy(cards, (card) => card.area).values()];
  const longest = Math.max(0, ...groups.map((group) => group.length));
  return Array.from({ length: longest }, (_, turn) => groups.map((group) => group[turn]).filter(Boolean)).flat();
}

const decks = new Map();

async function deck(area) {
  if (!decks.has(area)) {
    const answer = await fetch(`/practice/cards/${area}.json`).catch(() => undefined);
    decks.set(area, answer?.ok ? (await answer.json()).cards : []);
  }
  return decks.get(area);
}
