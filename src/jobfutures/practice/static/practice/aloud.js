// Explaining a question: by voice or in writing, against a clock; then ticking the points that were said.
import { clockOf } from "./clock.js";
import { recorderOf } from "./recorder.js";
import { put, uuid } from "./store.js";

const root = document.querySelector("[data-aloud]");
const find = (name) => root.querySelector(`[data-${name}]`);
const person = document.querySelector("meta[name='practice-person']")?.content;
const [form, typed, points, answer] = ["telling", "typed", "points", "answer"].map(find);

if (form) {
  const clock = clockOf(root);
  const recorder = recorderOf(root, { begun: clock.restart, ended: clock.stop });
  root.querySelectorAll("[data-script]").forEach((element) => (element.hidden = false));
  find("begin").addEventListener("click", () => clock.start());
  typed.addEventListener("input", () => clock.start());
  typed.addEventListener("input", count);
  points.addEventListener("toggle", () => {
    if (!points.open) return;
    clock.stop();
    recorder.stop();
  });
  form.addEventListener("submit", (event) => finish(event, clock.seconds()));
  count();
}

function count() {
  const words = typed.value.trim().split(/\s+/).filter(Boolean).length;
  find("words").textContent = words === 1 ? root.dataset.wordsOne : root.dataset.wordsMany.replace("{}", words);
}

// With an account it goes there by itself as soon as it can be reached; without one it stays in this browser.
function finish(event, seconds) {
  const boxes = [...form.querySelectorAll("[name=covered]")];
  const missed = boxes.filter((box) => !box.checked);
  form.elements.seconds.value = seconds;
  try {
    keep(boxes, missed, seconds);
  } catch {
    if (person) return; // the form is sent as it is
    event.preventDefault();
    find("finished").textContent = root.dataset.notStored;
    return show(missed);
  }
  event.preventDefault();
  const [none, one, many] = [root.dataset.missedNone, root.dataset.missedOne, root.dataset.missedMany];
  find("finished").textContent = [none, one][missed.length] ?? many.replace("{}", missed.length);
  show(missed);
}

function keep(boxes, missed, seconds) {
  const { aloud: question, title, area } = root.dataset;
  const at = new Date().toISOString();
  const whose = person ? { person } : {};
  const slugs = (some) => some.map((box) => box.value);
  const covered = slugs(boxes.filter((box) => box.checked));
  const id = form.elements.key?.value || uuid();
  put("telling", { id, question, at, seconds, covered, missed: slugs(missed), typed: typed.value, title, ...whose });
  for (const card of missed.flatMap((box) => box.dataset.cards.split(" ").filter(Boolean))) {
    put("entry", { id: uuid(), act: "REVIEWED", card, grade: 1, at, area, ...whose });
  }
}

function show(missed) {
  form.querySelectorAll("input, button").forEach((control) => (control.disabled = true));
  missed.forEach((box) => box.closest("li").classList.add("missed"));
  find("after").hidden = false;
  answer.open = true;
  find("finished").focus();
}
