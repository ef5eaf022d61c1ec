// Shows the files of a form as tabs, each in an editor that is made when its tab is first seen.
export function tabs(form) {
  const list = form.querySelector("[data-tabs]");
  const mounted = new Map(); // path -> a promise of its editor
  const parts = () => [...form.querySelectorAll("[data-file]")];
  const part = (path) => parts().find((one) => one.dataset.file === path);
  const tab = (path) => [...list.children].find((one) => one.dataset.opens === path);

  function add(one) {
    const button = document.createElement("button");
    const path = one.dataset.file;
    Object.assign(button, { type: "button", role: "tab", textContent: path, id: `${one.querySelector("textarea").id}-tab` });
    button.dataset.opens = path;
    one.id ||= `${button.id}-panel`;
    button.setAttribute("aria-controls", one.id);
    one.setAttribute("role", "tabpanel");
    one.setAttribute("aria-labelledby", button.id);
    button.addEventListener("click", () => show(path));
    list.append(button);
    one.hidden = true;
    button.setAttribute("aria-selected", "false");
    button.tabIndex = -1;
  }

  function show(path, { focus = false } = {}) {
    for (const one of parts()) {
      const chosen = one.dataset.file === path;
      one.hidden = !chosen;
      tab(one.dataset.file).setAttribute("aria-selected", String(chosen));
      tab(one.dataset.file).tabIndex = chosen ? 0 : -1;
    }
    if (!mounted.has(path)) mounted.set(path, mount(part(path).querySelector("textarea")));
    if (focus) mounted.get(path).then((editor) => editor?.focus());
  }

  async function mount(area) {
    try {
      const editor = await (await import(form.dataset.editor)).mount(area);
      area.labels[0].hidden = true; // its tab says the name
      return editor;
    } catch {
      return area; // without the editor the text can still be changed
    }
  }

  list.addEventListener("keydown", (event) => {
    const all = [...list.children];
    const at = all.indexOf(event.target);
    const steps = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 };
    if (at < 0 || !(event.key in steps)) return;
    event.preventDefault();
    const next = all.at(steps[event.key] % all.length);
    show(next.dataset.opens);
    next.focus();
  });
  for (const link of document.querySelectorAll("a[data-opens]")) {
    link.addEventListener("click", (event) => {
      const found = document.getElementById(link.hash.slice(1))?.closest("[data-file]");
      if (!found) return;
      event.preventDefault();
      show(found.dataset.file, { focus: true });
    });
  }

  // Begins once the editor comes into view: until then nobody waits for it.
  function begin() {
    for (const area of form.querySelectorAll("[data-file] textarea")) area.readOnly = false;
    const first = part(new URLSearchParams(location.search).get("file")) ?? parts()[0];
    list.hidden = false;
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some((one) => one.isIntersecting)) return;
      seen.disconnect();
      show(first.dataset.file);
    }, { rootMargin: "400px" });
    for (const one of parts()) one.hidden = one !== first;
    tab(first.dataset.file).setAttribute("aria-selected", "true");
    tab(first.dataset.file).tabIndex = 0;
    seen.observe(form);
  }

  parts().forEach(add);
  return { add, show, begin };
}
