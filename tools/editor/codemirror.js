// One editor in a shadow root: there its styles are adopted sheets, which our policy allows, and meet none of the page's.
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { Compartment, EditorState } from "@codemirror/state";
import { drawSelection, dropCursor, EditorView, highlightSpecialChars, keymap } from "@codemirror/view";
import { look } from "./look.js";

const LANGUAGES = {
  python: () => import("./languages/python.js"),
  html: () => import("./languages/html.js"),
  sql: () => import("./languages/sql.js"),
  markdown: () => import("./languages/markdown.js"),
  toml: () => import("./languages/toml.js"),
};

// Text typed over a selection is put in by ourselves: left to the browser, it keeps the look of what was replaced in an
// inline style, which our policy refuses.
const typedOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { main, ranges } = view.state.selection;
    if (event.inputType !== "insertText" || !event.data || main.empty || ranges.length > 1 || view.composing) return false;
    const { from, to } = main;
    const typed = { changes: { from, to, insert: event.data }, selection: { anchor: from + event.data.length } };
    const insert = () => view.state.update({ ...typed, userEvent: "input.type", scrollIntoView: true });
    event.preventDefault();
    if (view.state.readOnly) return true;
    if (!view.state.facet(EditorView.inputHandler).some((take) => take(view, from, to, event.data, insert))) view.dispatch(insert());
    return true;
  },
});

// `attributes`: of the element that holds the text.  `onChange(text)`, `onRun()`: what to call.
export async function createEditor({ root, value, language, readOnly, attributes, onChange, onRun }) {
  const spoken = new Compartment();
  const run = { key: "Mod-Enter", preventDefault: true, run: () => (onRun(), true) };
  const extensions = [
    history(), drawSelection(), dropCursor(), highlightSpecialChars(), indentOnInput(), bracketMatching(), closeBrackets(), typedOver,
    indentUnit.of("    "), EditorState.tabSize.of(4), EditorState.readOnly.of(readOnly), look,
    keymap.of([run, ...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
    EditorView.contentAttributes.of(attributes),
    EditorView.updateListener.of((update) => update.docChanged && onChange(view.state.doc.toString())),
    spoken.of(await loaded(language)),
  ];
  const view = new EditorView({ root, parent: root, state: EditorState.create({ doc: value, extensions }) });
  return {
    focus: (at) => {
      if (at !== undefined) view.dispatch({ selection: { anchor: at } });
      view.focus();
    },
    destroy: () => view.destroy(),
    getValue: () => view.state.doc.toString(),
    setValue: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    setLanguage: async (name) => view.dispatch({ effects: spoken.reconfigure(await loaded(name)) }),
  };
}

async function loaded(language) {
  return language in LANGUAGES ? (await LANGUAGES[language]()).language() : [];
}
