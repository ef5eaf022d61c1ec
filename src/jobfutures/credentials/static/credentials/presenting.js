// The page of one copy: what is chosen becomes a presentation here; neither the key file nor the text is sent anywhere.
import { canMakeKeys, opened } from "./holder-keys.js";
import { download } from "./download.js";
import { presentation } from "./presentation.js";

const root = document.querySelector("[data-presenting]");
if (root) begin();

function begin() {
  const find = (name) => root.querySelector(`[data-${name}]`);
  const [file, passphrase, audience, nonce, state] = ["file", "passphrase", "audience", "nonce", "state"].map(find);
  const boxes = [...root.querySelectorAll("[data-claim]")];
  document.querySelector("[data-without-script]").hidden = true;
  root.hidden = false;
  if (!canMakeKeys) return void say(root.dataset.unsafe);
  for (const box of boxes) box.addEventListener("change", together);
  find("form").addEventListener("submit", make);
  find("copy").addEventListener("click", copy);
  find("save").addEventListener("click", () => download(find("text").value, "presentation.txt", "text/plain"));

  // A level is never shown without what goes with it.
  function together() {
    const needed = new Set(boxes.filter((box) => box.checked).flatMap((box) => box.dataset.needs.split(" ")));
    const added = boxes.filter((box) => needed.has(box.value) && !box.checked);
    for (const box of added) box.checked = true;
    say(added.length ? root.dataset.together : "");
    find("made").hidden = true;
  }

  async function make(event) {
    event.preventDefault();
    find("made").hidden = true;
    const missing = [[file, !file.files.length, "noFile"], [audience, !audience.value.trim(), "noAudience"],
      [nonce, !nonce.value.trim(), "noNonce"]].find(([, isMissing]) => isMissing);
    if (missing) return refuse(missing[2], missing[0]);
    say(root.dataset.making);
    try {
      await show();
    } catch (error) {
      const field = error.message === "passphrase" ? passphrase : file;
      refuse({ passphrase: "wrongPassphrase", key: "wrongKey" }[error.message] ?? "wrongFile", field);
    }
  }

  async function show() {
    const secrets = await opened(await file.files[0].text(), passphrase.value);
    const chosen = boxes.filter((box) => box.checked);
    const whom = { audience: audience.value.trim(), nonce: nonce.value.trim() };
    find("text").value = await presentation(root.dataset.token, chosen.map((box) => box.value), secrets, whom);
    find("shown").replaceChildren(...chosen.map(row));
    find("nothing").hidden = chosen.length > 0;
    find("made").hidden = false;
    say(root.dataset.ready);
    find("text").focus();
  }

  function row(box) {
    const item = document.createElement("li");
    item.textContent = box.dataset.label;
    return item;
  }

  async function copy() {
    find("text").select();
    await navigator.clipboard?.writeText(find("text").value).then(() => say(root.dataset.copied), () => undefined);
  }

  function refuse(sentence, field) {
    say(root.dataset[sentence]);
    field.focus();
  }

  function say(sentence) {
    state.textContent = sentence;
  }
}
