// Marks what a visitor has done in the session that the address holds, from what this browser keeps; and remembers the
// address, so that the home of practice leads back to it.
import { all, list } from "./store.js";

const root = document.querySelector("[data-session]");
const begun = Number(root.dataset.begun) * 1000;
const isSince = (item) => Date.parse(item.at) >= begun;
const steps = [...root.querySelectorAll("[data-step]")];

if ("keep" in root.dataset) localStorage.setItem("jobfutures:session", location.pathname + location.search);
mark();
addEventListener("storage", mark); // another tab went on
addEventListener("pageshow", mark); // back from a step

function mark() {
  for (const step of steps.filter(isDone)) {
    step.className = "done";
    step.querySelector("[data-mark=done]").hidden = false;
    step.querySelector("[data-skip]")?.remove();
  }
  root.querySelector("[data-mark=now]")?.closest("li").classList.remove("now");
  const next = steps.find((step) => !step.matches(".done, .skipped"));
  const sign = root.querySelector("[data-mark=now]");
  if (next && sign) {
    next.classList.add("now");
    next.querySelector(".meta").append(sign);
  } else sign?.remove();
  if (steps.length) root.querySelector("[data-over]").hidden = Boolean(next);
  if (!next) root.querySelector("[data-words]")?.remove();
}

function isDone(step) {
  const { step: kind, key, count } = step.dataset;
  if (kind === "cards") return answered() >= Number(count);
  const done = { aloud: ["question", all("telling")], predict: ["prediction", list("predictions")], review: ["review", list("reviews")] }[kind];
  return Boolean(done?.[1].some((item) => item[done[0]] === key && isSince(item)));
}

function answered() {
  const entries = all("entry").filter(isSince);
  const number = (act) => entries.filter((entry) => entry.act === act).length;
  return number("REVIEWED") - number("UNDONE");
}
