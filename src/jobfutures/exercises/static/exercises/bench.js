// The workbench of an exercise: visible checks without leaving the page, keys, and new files.
import { uuid } from "../kit/js/ids.js";
import { keepDraft } from "./draft.js";
import { submitting } from "./submitting.js";
import { tabs } from "./tabs.js";

const form = document.querySelector("[data-workbench]");
const act = (name) => form.querySelector(`[data-act="${name}"]`);
const judgedHere = document.querySelector("[data-judged-here]"); // exercises have it, code tasks have not
const submitHere = judgedHere && submitting(form, judgedHere, { sent, tell });
let running;

for (const element of form.querySelectorAll("[data-without-script]")) element.hidden = true;
for (const element of form.querySelectorAll("[data-act-later], .shortcuts")) element.hidden = false;
act("add").hidden = false;
const files = tabs(form);
const draft = keepDraft(form, { addFile, sent });
files.begin();

form.addEventListener("submit", (event) => {
  if (event.submitter?.dataset.act === "submit") return submit(event);
  event.preventDefault();
  runChecks();
});
form.addEventListener("keydown", (event) => {
  if (event.target === form.elements.new_path && event.key === "Enter") return event.preventDefault(), addNamed();
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.stopPropagation(); // the editor would run as well
  form.requestSubmit(act(event.shiftKey ? "submit" : "check"));
}, { capture: true });
act("add").addEventListener("click", addNamed);
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  delete form.dataset.leaving;
  if (form.elements.form_key) form.elements.form_key.value = uuid(); // another attempt
});

// What is sent: all files but not a name that is typed and not added yet.
function sent() {
  const values = new FormData(form);
  for (const name of ["new_path", "new_text"]) values.delete(name);
  return values;
}

// A page that is kept for all visitors has no token of a form: it is fetched once somebody acts.
async function withToken() {
  if (form.elements.csrfmiddlewaretoken) return;
  const answer = await fetch(form.action, { headers: { "HX-Request": "true" } });
  form.insertAdjacentHTML("afterbegin", await answer.text());
}

async function submit(event) {
  const isVisitor = !form.elements.csrfmiddlewaretoken;
  if (form.dataset.leaving || (!submitHere && !isVisitor)) return draft.stop();
  event.preventDefault();
  form.querySelector("[data-results]").hidden = true;
  if (isVisitor) await withToken();
  else if (!(await submitHere(act("submit").formAction))) return;
  form.dataset.leaving = "yes";
  form.requestSubmit(act("submit"));
}

async function runChecks() {
  running?.abort();
  running = new AbortController();
  const { signal } = running;
  const panel = form.querySelector("[data-results]");
  panel.hidden = false;
  tell(panel, form.dataset.running);
  try {
    await withToken();
    const answer = await fetch(form.action, { method: "POST", body: sent(), headers: { "HX-Request": "true" }, signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-results]");
    if (fresh) panel.replaceChildren(...fresh.childNodes);
    else tell(panel, answer.status === 429 ? form.dataset.often : answer.status === 403 ? form.dataset.stale : form.dataset.lost);
  } catch {
    if (!signal.aborted) tell(panel, form.dataset.lost);
  }
}

function tell(panel, sentence) {
  const line = document.createElement("p");
  line.textContent = sentence;
  panel.replaceChildren(line);
}

function addNamed() {
  const field = form.elements.new_path;
  const path = field.value.trim();
  const taken = form.querySelector(`[data-file="${CSS.escape(path)}"]`) || document.querySelector(`[data-path="${CSS.escape(path)}"]`);
  const wrong = !/^\w[\w.-]*(\/\w[\w.-]*){0,7}\.py$|^\w[\w-]*\.py$/.test(path) || path.includes("..");
  field.setCustomValidity(taken ? form.dataset.nameTaken : wrong ? form.dataset.nameWrong : "");
  if (!field.reportValidity()) return field.addEventListener("input", () => field.setCustomValidity(""), { once: true });
  field.value = "";
  field.closest("details").open = false;
  addFile(path, "").dispatchEvent(new Event("input", { bubbles: true }));
  files.show(path, { focus: true });
}

// Puts one more file into the editor; returns its textarea.
function addFile(path, text) {
  const part = form.querySelector("[data-new-file]").content.cloneNode(true).firstElementChild;
  const id = `file-${form.querySelectorAll("[data-file]").length}`;
  const [area, box, [name, leave]] = [part.querySelector("textarea"), part.querySelector("input"), part.querySelectorAll("label")];
  Object.assign(part.dataset, { file: path });
  Object.assign(area, { id, name: `file:${path}`, value: text });
  Object.assign(box, { id: `${id}-remove`, name: "remove", value: path });
  name.htmlFor = id;
  name.firstElementChild.textContent = path;
  leave.htmlFor = box.id;
  form.querySelector("[data-files]").append(part);
  files.add(part);
  return area;
}
