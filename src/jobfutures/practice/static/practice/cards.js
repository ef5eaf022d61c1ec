// One card after the other, at once and also without a network: an answer is put into this browser first, and goes to
// the account, where there is one, as soon as that can be reached.
import { queueOf } from "./queue.js";
import { NOTHING, reviewed } from "./schedule.js";
import { put, uuid } from "./store.js";

const SOON_MS = 20 * 60_000; // a card that is learnt now comes again in this sitting
const root = document.querySelector("[data-cards]");
const find = (name) => root.querySelector(`[data-${name}]`);
const [card, answer, form, tools] = ["card", "answer", "grades", "tools"].map(find);
const person = document.querySelector("meta[name='practice-person']")?.content;
const given = []; // answers of this sitting, so that they can be taken back
let waiting = [];
let current;

root.querySelectorAll("[data-without-script]").forEach((element) => (element.hidden = true));
waiting = await queueOf(root, person);
for (const [name, act] of [["suspend", "SUSPENDED"], ["reset", "RESET"]]) {
  find(name)?.addEventListener("submit", (event) => stop(event) || setAside(act));
}
form.addEventListener("submit", (event) => stop(event) || grade(Number(event.submitter.value)));
find("undo").addEventListener("submit", (event) => stop(event) || undo());
addEventListener("keydown", pressed);
find("keys").hidden = false;
next({ isFirst: true });
keepForLater();

function stop(event) {
  event.preventDefault();
}

function next({ isFirst = false } = {}) {
  const soon = Date.now() + SOON_MS;
  const left = waiting.filter((one) => !one.memory.suspended && (one.memory.due ?? 0) <= soon);
  current = left.find((one) => (one.memory.due ?? 0) <= Date.now()) ?? left.sort((a, b) => a.memory.due - b.memory.due)[0];
  if (!current && !isFirst && "more" in root.dataset) return location.reload();
  card.hidden = !current;
  tools.hidden = !current && !given.length;
  for (const tool of [find("suspend"), find("reset")]) if (tool) tool.hidden = !current; // they are made for a due card
  find("undo").hidden = !given.length;
  find("finished").hidden = Boolean(current);
  find("count").textContent = left.length ? root.dataset.left.replace("{}", left.length) : "";
  if (current) show();
  if (!isFirst) (current ? find("front") : find("finished").querySelector("h2")).focus();
}

function show() {
  find("area-title").replaceChildren(...withCode(current.areaTitle));
  find("front").replaceChildren(...withCode(current.front));
  find("back").replaceChildren(...withCode(current.back));
  find("question").replaceChildren(...withCode(current.question));
  find("question").href = current.address;
  answer.open = false;
  for (const place of root.querySelectorAll("[data-when]")) {
    const { due } = reviewed(current.memory, Number(place.dataset.when), Date.now());
    place.textContent = inWords(due - Date.now());
  }
}

function grade(value) {
  const entry = keep({ act: "REVIEWED", grade: value });
  given.push({ one: current, before: current.memory, entry });
  current.memory = reviewed(current.memory, value, Date.parse(entry.at));
  next();
}

function setAside(act) {
  const entry = keep({ act });
  given.push({ one: current, before: current.memory, entry });
  current.memory = act === "RESET" ? { ...NOTHING, due: Date.now() } : { ...current.memory, suspended: true };
  next();
}

function undo() {
  const last = given.pop();
  if (!last) return;
  current = last.one;
  keep({ act: "UNDONE", undoes: last.entry.id });
  last.one.memory = last.before;
  waiting = [last.one, ...waiting.filter((one) => one !== last.one)];
  next();
}

function keep(what) {
  const entry = { id: uuid(), card: current.card, area: current.area, at: new Date().toISOString(), ...what };
  if (person ?? current.person) entry.person = person ?? current.person;
  put("entry", entry);
  return entry;
}

function pressed(event) {
  if (event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  const button = answer.open && form.querySelectorAll("button")[Number(event.key) - 1];
  if (button) button.click();
  else if (event.key === "u" && given.length) undo();
  else if (event.key === " " && current && !answer.open && !event.target.matches("summary, button, a")) {
    event.preventDefault();
    answer.open = true;
  }
}

// Words between backticks are code, as everywhere in the guide.
function withCode(text) {
  return text.split("`").map((part, number) => (number % 2 ? Object.assign(document.createElement("code"), { textContent: part }) : part));
}

function inWords(wait) {
  const minutes = Math.max(1, Math.round(wait / 60_000));
  if (minutes < 60) return root.dataset.againIn.replace("{}", minutes);
  const days = Math.max(1, Math.round(wait / 86_400_000));
  return days === 1 ? root.dataset.daysOne : root.dataset.daysMany.replace("{}", days);
}

// What this sitting needs is kept by the service worker, so that it goes on without a network.
function keepForLater() {
  const decks = [...new Set(waiting.map((one) => `/practice/cards/${one.area}.json`))];
  const questions = [...new Set(waiting.map((one) => `/practice/aloud/${one.card.split("/")[0]}/`))];
  const keep = ["/practice/cards/", ...decks, ...new Set(waiting.map((one) => one.address)), ...questions];
  navigator.serviceWorker?.ready.then((ready) => ready.active?.postMessage({ keep }));
}
