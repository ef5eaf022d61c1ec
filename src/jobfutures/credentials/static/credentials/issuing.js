// Makes the holder's keys before a credential is asked for: their file is saved first, then their public halves are sent.
import { canMakeKeys, makeKeys, sealed, SHORTEST } from "./holder-keys.js";
import { download } from "./download.js";

const form = document.querySelector("[data-issuing]");
if (form) begin();

function begin() {
  const find = (name) => form.querySelector(`[data-${name}]`);
  const [first, again, make, issue, state] = ["passphrase", "again", "make", "issue", "state"].map(find);
  find("without-script").hidden = true;
  if (!canMakeKeys) return void say(form.dataset.unsafe);
  find("with-script").hidden = false;
  issue.disabled = true;
  make.addEventListener("click", makeThem);
  for (const field of [first, again]) field.addEventListener("keydown", (event) => event.key === "Enter" && enter(event));

  function enter(event) {
    event.preventDefault();
    make.click();
  }

  async function makeThem() {
    const wrong = first.value.length < SHORTEST ? [form.dataset.short, first] : [form.dataset.differ, again];
    if (first.value.length < SHORTEST || first.value !== again.value) {
      say(wrong[0]);
      return wrong[1].focus();
    }
    make.disabled = true;
    say(form.dataset.making);
    const pairs = await makeKeys(Number(form.dataset.number));
    download(await sealed(pairs.map((pair) => pair.secret), first.value), form.dataset.file, "application/json");
    form.elements.holder_keys.value = JSON.stringify(pairs.map((pair) => pair.open));
    first.value = again.value = "";
    make.disabled = issue.disabled = false;
    say(form.dataset.made);
    issue.focus();
  }

  function say(sentence) {
    state.textContent = sentence;
  }
}
