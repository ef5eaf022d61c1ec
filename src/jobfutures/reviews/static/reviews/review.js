// The page of a review: comments in place, a draft that is kept, a verdict that is sent.
import { uuid } from "../kit/js/ids.js";
import { keeper } from "./keeper.js";
import { lines } from "./lines.js";
import { showMine } from "./mine.js";
import { withToken } from "./record.js";
import { writing } from "./writing.js";

const form = document.querySelector("#bench");
const state = form.querySelector("[data-state]");
let isSent = false;

for (const element of document.querySelectorAll("[data-without-script]")) element.hidden = true;
for (const element of document.querySelectorAll("[data-with-script]")) element.hidden = false;
const keep = keeper(form);
const write = writing(form, keep);
const diff = lines(form, { open: write.open });
write.begin(diff);
begin();
showMine();

form.addEventListener("submit", async (event) => {
  const { submitter } = event;
  if (isSent) return;
  event.preventDefault();
  const [act, id] = submitter?.name === "act" ? submitter.value.split(":") : ["submit"];
  if (act !== "submit") return write[act](id);
  try {
    await prepared();
    isSent = true;
    setTimeout(() => form.requestSubmit(submitter)); // not while this submission is still being told about
  } catch {
    state.textContent = form.dataset.lost;
  }
});
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  isSent = false;
  if (form.elements.form_key) form.elements.form_key.value = uuid(); // another review
});

// Opens the form where the server has chosen lines or refused a text, and shows what this browser kept.
function begin() {
  const part = form.querySelector("[data-comment-form]");
  const { file, side, first, last, text, category, severity, editing } = form.elements;
  const typed = "chosen" in part.dataset && Number(first.value) > 0;
  keep.restore();
  for (const one of keep.all()) if (!diff.find(one)) keep.drop(one.id); // its lines are gone since
  const kept = keep.all();
  for (const one of kept) if (!write.card(one.id)) write.render(one);
  const unfinished = kept.find((one) => one.is_open);
  part.hidden = true;
  if (typed) {
    const place = { file: file.value, side: side.value, lines: [Number(first.value), Number(last.value || first.value)] };
    const said = { text: text.value, category: category.value, severity: severity.value };
    const comment = { ...place, ...said, id: editing.value || uuid(), is_open: !keep.find(editing.value) };
    write.open(place, comment, { isRefused: true });
  } else if (unfinished) {
    write.open(unfinished, unfinished);
  }
}

// Sees to it that the form has all that the server needs. Rejects where the connection is lost.
async function prepared() {
  if (!keep.isHere) {
    if (!(await keep.flush())) throw new Error("not saved");
    return;
  }
  await withToken(form, form.getAttribute("action").split("#")[0]);
  form.elements.draft.value = JSON.stringify(keep.all());
  if (form.elements.form_key) return;
  const key = Object.assign(document.createElement("input"), { type: "hidden", name: "form_key", value: uuid() });
  form.append(key);
}
