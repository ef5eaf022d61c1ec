// Walks over the lines of a change by keyboard and mouse, and marks those that a comment will be about.
export function lines(form, { open }) {
  const all = [...form.querySelectorAll(".line")];
  const handle = (line) => line.querySelector("a.n, button.n");
  const file = (line) => line.closest("[data-file]");
  const parts = (line) => line.dataset.line.split("-");
  let [from, to] = [];

  for (const line of all) handle(line).tabIndex = -1;
  const first = all.find((line) => line.classList.contains("chosen") || line.matches(".added, .removed")) ?? all[0];
  if (first) handle(first).tabIndex = 0;

  form.addEventListener("click", (event) => {
    const line = event.target.closest("a.n, button.n")?.closest(".line");
    if (!line) return;
    event.preventDefault();
    choose(line, event.shiftKey);
    open(chosen());
  });
  form.addEventListener("keydown", (event) => {
    const line = event.target.closest("a.n, button.n")?.closest(".line");
    if (!line || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const next = beside(line, step, event.shiftKey);
      if (next) choose(next, event.shiftKey);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (line !== to) choose(line, false);
      open(chosen());
    } else if (event.key === "Escape") {
      clear();
    }
  });

  // The next line that can be seen; a range stays within its file.
  function beside(line, step, extends_) {
    for (let at = all.indexOf(line) + step; all[at]; at += step) {
      if (extends_ && file(all[at]) !== file(line)) return undefined;
      if (handle(all[at]).offsetParent) return all[at];
    }
    return undefined;
  }

  function choose(line, extends_) {
    if (!extends_ || !from || file(from) !== file(line)) from = line;
    to = line;
    mark();
    handle(line).focus();
  }

  function mark() {
    const inside = new Set(range());
    for (const line of all) {
      line.classList.toggle("chosen", inside.has(line));
      handle(line).tabIndex = line === to ? 0 : -1;
    }
  }

  function range() {
    const ends = [all.indexOf(from), all.indexOf(to)].sort((one, other) => one - other);
    return all.slice(ends[0], ends[1] + 1);
  }

  // What was removed has numbers of its own: a range is about them only where it holds nothing else.
  function chosen() {
    const inside = range();
    const after = inside.filter((line) => parts(line)[1] === "after");
    const counted = after.length ? after : inside;
    const numbers = counted.map((line) => Number(parts(line)[2]));
    const span = [Math.min(...numbers), Math.max(...numbers)];
    return { file: file(to).dataset.file, side: parts(counted[0])[1], lines: span };
  }

  function clear() {
    for (const line of all) line.classList.remove("chosen");
    from = undefined;
  }

  // Where lines stand on the page: the last of them. A line that is the same on both sides has one place.
  function find({ file: path, side, lines: [, last] }) {
    const there = all.filter((line) => file(line).dataset.file === path);
    return there.find((line) => parts(line)[1] === side && Number(parts(line)[2]) === last)
      ?? there.find((line) => line.matches(".kept") && line.firstElementChild.textContent.trim() === String(last));
  }

  function show(place) {
    const line = find(place);
    if (!line) return;
    line.closest("details")?.setAttribute("open", "");
    const start = find({ ...place, lines: [place.lines[0], place.lines[0]] });
    [from, to] = [start ?? line, line];
    mark();
  }

  return { find, show, clear, focus: () => handle(to ?? first)?.focus() };
}
