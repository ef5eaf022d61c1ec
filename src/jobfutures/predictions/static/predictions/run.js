// Runs the program of a form, in the sandbox or in this browser, and says whether it did what was recorded.
import { keepRepair } from "./kept.js";

const part = (form, name) => form.querySelector(`[data-${name}]`);
const button = (form, act) => form.querySelector(`[data-act="${act}"]`);
const working = new WeakMap(); // form -> what stops its run

export function beginRun(form) {
  form.addEventListener("submit", (event) => (event.preventDefault(), run(form)));
  button(form, "stop").addEventListener("click", () => working.get(form)?.abort());
  if ("change" in form.dataset) change(form);
  if ("begin" in form.dataset) run(form);
}

async function change(form) {
  button(form, "reset").addEventListener("click", () => {
    working.get(form)?.abort();
    part(form, "shown").hidden = part(form, "recorded").hidden = true;
  });
  const { mount } = await import(form.dataset.editor);
  const editor = await mount(form.elements.source);
  if (form.dataset.focus) editor.focus();
}

async function run(form) {
  working.get(form)?.abort();
  const stopping = new AbortController();
  working.set(form, stopping);
  const { panel, runInSandbox } = await import(form.dataset.output);
  const shown = listening(panel(form));
  part(form, "recorded").hidden = true;
  button(form, "stop").hidden = false;
  try {
    const runs = form.dataset.bench === "browser" ? (await import(form.dataset.browser)).runInBrowser : runInSandbox;
    await runs(form, shown, stopping.signal);
  } catch {
    if (working.get(form) === stopping) shown.tell(stopping.signal.aborted ? form.dataset.stopped : form.dataset.lost);
  }
  if (working.get(form) !== stopping) return; // another run has taken its place
  working.delete(form);
  button(form, "stop").hidden = true;
  settle(form, shown);
}

// The panel, with an ear on what is written and how it ended.
function listening(panel) {
  const heard = { text: "", said: undefined, sentence: "" };
  return {
    heard,
    write: (piece) => ((heard.text += piece), panel.write(piece)),
    tell: (sentence, said) => ((heard.sentence = sentence), (heard.said = said), panel.tell(sentence, said)),
  };
}

// Our record stays in sight unless the run did the same.
function settle(form, { heard, tell }) {
  const said = heard.said ?? {};
  let same = said.same;
  if (same === undefined && ["ok", "failed"].includes(said.verdict)) {
    same = isSame(heard.text, form.dataset); // it ran in this browser, and nobody else has compared it
    const verdict = same || !("change" in form.dataset) ? "ok" : "failed";
    tell(`${same ? form.dataset.same : form.dataset.other} ${heard.sentence}`, { ...said, verdict });
  }
  part(form, "recorded").hidden = same === true;
  if (same && "change" in form.dataset) reached(form);
}

function isSame(text, { printed, ended }) {
  const lines = text.trimEnd().split("\n");
  if (lines.pop() !== ended) return false;
  const [own] = lines.join("\n").split(/^(?:Traceback \(most| {2}\+ Exception Group)/m);
  return trimmed(own) === trimmed(printed);
}

function trimmed(text) {
  return text.split("\n").map((line) => line.trimEnd()).join("\n").trimEnd();
}

function reached(form) {
  if (!form.dataset.reached) return keepRepair(form.dataset.prediction);
  const body = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
  fetch(form.dataset.reached, { method: "POST", body, keepalive: true }).catch(() => undefined);
}
