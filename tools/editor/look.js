// How code looks while it is edited: the tokens of the site, which know light and dark by themselves.
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const frame = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--code)", fontSize: "0.875rem", maxHeight: "var(--editor-height, min(36rem, 70vh))" },
  "&.cm-focused": { outline: "0.18rem solid var(--accent)", outlineOffset: "-0.18rem" },
  ".cm-scroller": { fontFamily: "var(--mono)", fontFeatureSettings: '"calt" 0', lineHeight: "1.55" },
  ".cm-content": { padding: "1rem 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 1.1rem" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--accent) 28%, transparent)",
  },
  ".cm-cursor, .cm-dropCursor": { borderLeft: "0.13rem solid var(--ink)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--accent-soft)", outline: "1px solid var(--line-strong)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "var(--warn-soft)" },
});

const words = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.bool, tags.null, tags.tagName], color: "var(--token-keyword)" },
  { tag: [tags.string, tags.special(tags.string), tags.number, tags.regexp, tags.escape], color: "var(--token-text)" },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className), tags.meta], color: "var(--token-name)" },
  { tag: [tags.heading, tags.propertyName, tags.attributeName], color: "var(--token-name)" },
  { tag: tags.comment, color: "var(--token-comment)" },
  { tag: tags.link, textDecoration: "underline" },
  { tag: tags.strong, fontWeight: "600" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.invalid, color: "var(--warn)" },
]);

export const look = [frame, syntaxHighlighting(words)];
