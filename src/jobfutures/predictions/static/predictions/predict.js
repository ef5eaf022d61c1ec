// One prediction: chosen by keyboard, committed in place, run as it comes. Without script the same forms lead to pages.
import { keep } from "./kept.js";
import { beginRun } from "./run.js";

const KEYS = "jobfutures:predictions-keys";
const form = () => document.querySelector("[data-ask]");

begin(document);
addEventListener("keydown", byKey);

function begin(root) {
  for (const one of root.querySelectorAll("[data-run]")) beginRun(one);
  for (const one of root.querySelectorAll("[data-repair]")) repairable(one);
  const result = root.querySelector("[data-result]");
  if (result) told(result);
  const asked = root.querySelector("[data-ask]");
  if (!asked) return;
  asked.addEventListener("submit", (event) => (event.preventDefault(), commit(asked)));
  const keys = asked.querySelector("[data-keys]");
  if (!keys) return;
  keys.closest("label").hidden = false;
  keys.checked = localStorage.getItem(KEYS) !== "off";
  keys.addEventListener("change", () => localStorage.setItem(KEYS, keys.checked ? "on" : "off"));
}

// A digit chooses, wherever the page is; who does not want that switches it off beside the button.
function byKey(event) {
  const keys = form()?.querySelector("[data-keys]");
  if (!keys?.checked || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches?.("textarea, select, input:not([type=radio], [type=checkbox])")) return;
  const choice = form().querySelector(`[name=answer][value="${CSS.escape(event.key)}"]`);
  if (!/^[1-5]$/.test(event.key) || !choice) return;
  event.preventDefault();
  choice.checked = true;
  choice.focus();
}

async function commit(asked) {
  const button = asked.querySelector("button");
  if (button.disabled) return;
  button.disabled = true;
  try {
    const answer = await fetch(asked.action, { method: "POST", body: new URLSearchParams(new FormData(asked)), headers: { "HX-Request": "true" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-work]");
    if (!fresh) return stay(asked, answer.status === 403 ? "stale" : answer.status === 429 ? "often" : "lost");
    document.querySelector("[data-work]").replaceWith(document.adoptNode(fresh));
    begin(fresh);
    (fresh.querySelector("#result") ?? fresh.querySelector("[role=alert]"))?.focus();
  } catch {
    stay(asked, "lost");
  }
}

// Nothing was sent, and what was chosen is still chosen.
function stay(asked, why) {
  const trouble = asked.querySelector("[data-trouble]");
  trouble.textContent = trouble.dataset[why];
  trouble.hidden = false;
  asked.querySelector("button").disabled = false;
}

// A visitor's attempt is kept here, and nowhere else.
function told(result) {
  const { keep: id, result: prediction, answer, right } = result.dataset;
  if (id) keep({ id, prediction, answer, right: right === "yes" });
}

// The editor of the repair opens in place; its link leads to a page of its own.
function repairable(section) {
  const link = section.querySelector("a");
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" } }).catch(() => undefined);
    const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const bench = page && page.querySelector("[data-run]");
    if (!bench) return location.assign(link.href);
    bench.dataset.focus = "yes";
    link.parentElement.replaceWith(document.adoptNode(bench));
    beginRun(bench);
  });
}
