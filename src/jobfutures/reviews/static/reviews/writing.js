// Writes a comment in place, under its lines, and shows those that are written.
import { uuid } from "../kit/js/ids.js";

export function writing(form, keeper) {
  const part = form.querySelector("[data-comment-form]");
  const home = form.querySelector("[data-comment-place]");
  const blank = document.querySelector("[data-comment-template]").content.firstElementChild;
  const { text, category, severity, editing } = form.elements;
  const saying = form.dataset;
  let place, before, diff; // where the open form stands; the comment as it was, where it is changed

  part.addEventListener("input", () => keeper.put({ ...current(), is_open: true }, { typing: true }));
  part.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) keep();
    else return;
    event.preventDefault();
  });
  part.querySelector("[data-close]").addEventListener("click", () => close());

  function current() {
    const said = { text: text.value, category: category.value || null, severity: severity.value || null };
    return { id: editing.value, ...place, ...said, is_open: false };
  }

  // Opens the form for lines, or for a comment that is there; what stood in it before is kept as it is.
  function open(where, comment, { isRefused = false } = {}) {
    if (place) settle();
    place = { file: where.file, side: where.side, lines: where.lines };
    before = comment && !comment.is_open ? comment : undefined;
    editing.value = comment?.id ?? uuid();
    text.value = comment?.text ?? "";
    category.value = comment?.category ?? "";
    severity.value = comment?.severity ?? "";
    const [file, first, last] = [form.elements.file, form.elements.first, form.elements.last];
    [file.value, form.elements.side.value, [first.value, last.value]] = [place.file, place.side, place.lines];
    part.querySelector("[data-place]").textContent = `${place.file}, ${said(place)}`;
    if (!isRefused) for (const old of part.querySelectorAll(".errors, .form-errors")) old.remove();
    diff.show(place);
    diff.find(place)?.after(part);
    if (comment) card(comment.id)?.remove();
    part.hidden = false;
    text.focus();
  }

  function keep() {
    const wrong = [text, category, severity].find((field) => !field.value.trim());
    if (!place || wrong) {
      if (!wrong) return;
      wrong.required = true;
      wrong.reportValidity();
      wrong.addEventListener("input", () => (wrong.required = false), { once: true });
      return;
    }
    settle();
    shut();
  }

  function close() {
    if (before) keeper.put(before), render(before);
    else settle();
    shut();
  }

  // Puts what stands in the form among the comments; nothing written is no comment.
  function settle() {
    const comment = current();
    if (!comment.text.trim()) return keeper.drop(comment.id);
    keeper.put(comment);
    render(comment);
  }

  function shut() {
    for (const field of [text, category, severity]) field.required = false;
    text.value = editing.value = "";
    home.append(part);
    part.hidden = true;
    diff.focus();
    diff.clear();
    place = before = undefined;
  }

  const card = (id) => form.querySelector(`#${CSS.escape(`comment-${id}`)}`);

  function render(comment) {
    card(comment.id)?.remove();
    const shown = blank.cloneNode(true);
    shown.id = `comment-${comment.id}`;
    const name = (field, value) => [...field.options].find((one) => one.value === value)?.text;
    shown.querySelector("[data-what]").textContent = comment.category ? name(category, comment.category) : saying.unfinished;
    shown.querySelector("[data-weight]").textContent = comment.severity ? name(severity, comment.severity) : "";
    shown.querySelector("[data-where]").textContent = said(comment);
    shown.querySelector("[data-text]").textContent = comment.text;
    for (const button of shown.querySelectorAll("[data-act]")) button.value = `${button.dataset.act}:${comment.id}`;
    const line = diff.find(comment);
    let after = line;
    while (after?.nextElementSibling?.matches(".said")) after = after.nextElementSibling;
    after?.after(shown);
    line?.closest("details")?.setAttribute("open", "");
  }

  function said({ side, lines: [first, last] }) {
    const where = first === last ? `${saying.line} ${first}` : `${saying.lines} ${first}–${last}`;
    return side === "before" ? `${where}, ${saying.before}` : where;
  }

  function edit(id) {
    const comment = keeper.find(id);
    if (comment) open(comment, comment);
  }

  function drop(id) {
    keeper.drop(id);
    card(id)?.remove();
    diff.focus();
  }

  return { open, keep, edit, drop, render, card, begin: (lines) => (diff = lines) };
}
