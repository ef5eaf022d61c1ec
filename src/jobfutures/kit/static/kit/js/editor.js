// Turns a textarea into a code editor that keeps the textarea's value in step, so that its form posts as before.
//
//   const editor = await mount(textarea, { language: "python", readOnly: false });
//   editor.setValue(text); editor.getValue(); editor.focus(); editor.setLanguage("toml"); editor.destroy();
//
// Languages: python, html (and Django templates), sql, markdown, toml; anything else is plain text. The editor takes its
// name from the textarea's label and its hint from what `aria-describedby` names: say there that Escape, then Tab, leaves.
// Ctrl-Enter (Command-Enter on a Mac) sends the form. A change is an `input` event of the textarea. Several files: one
// mount each, hidden or shown as tabs please.
const BUNDLE = new URL("../vendor/codemirror/codemirror-Z2IV64EH.js", import.meta.url);

export async function mount(textarea, { language = textarea.dataset.language, readOnly = textarea.readOnly } = {}) {
  const { createEditor } = await import(BUNDLE);
  const host = document.createElement("div");
  host.className = "editor";
  const root = host.attachShadow({ mode: "open" });
  let own = false; // whether a change of the textarea is our own
  const editor = await createEditor({
    root, language, readOnly,
    value: textarea.value,
    attributes: spoken(textarea, root, readOnly),
    onChange: (text) => {
      own = true;
      textarea.value = text;
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
      own = false;
    },
    onRun: () => textarea.form?.requestSubmit(),
  });
  const listening = new AbortController();
  const follow = () => editor.getValue() !== textarea.value && editor.setValue(textarea.value);
  const { signal } = listening;
  textarea.addEventListener("input", () => own || follow(), { signal });
  textarea.form?.addEventListener("reset", () => setTimeout(follow), { signal });
  for (const label of textarea.labels ?? []) label.addEventListener("click", () => editor.focus(), { signal });
  follow(); // somebody may have typed while all this was fetched
  const typing = document.activeElement === textarea;
  textarea.after(host);
  textarea.hidden = true;
  if (typing) editor.focus(textarea.selectionStart);
  const destroy = () => {
    listening.abort();
    editor.destroy();
    host.remove();
    textarea.hidden = false;
  };
  const setValue = (text) => (textarea.value = text, follow());
  return { ...editor, setValue, destroy, host };
}

// What a screen reader says of the editor. Ids do not reach into a shadow root, so the hint is copied beside it.
function spoken(textarea, root, readOnly) {
  const label = textarea.labels?.[0]?.textContent ?? textarea.getAttribute("aria-label");
  const attributes = { "aria-label": label?.trim() ?? "", "aria-readonly": String(readOnly), spellcheck: "false", tabindex: "0" };
  const described = document.getElementById(textarea.getAttribute("aria-describedby"));
  if (!described) return attributes;
  const hint = document.createElement("p");
  hint.id = "hint";
  hint.hidden = true;
  hint.textContent = described.textContent.trim();
  root.append(hint);
  return { ...attributes, "aria-describedby": "hint" };
}
