// Keeps what is typed: with the account of who is signed in, in this browser for visitors.
const PAUSE_MS = 800;

export function keepDraft(form, { addFile, sent }) {
  const place = `exercise:${form.dataset.workbench}`;
  const state = form.querySelector("[data-draft-state]");
  const url = form.dataset.draft;
  const again = document.querySelector("[data-again-here]");
  let timer;
  let isDirty = false;

  restore();
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
  document.querySelector("[data-again]")?.addEventListener("submit", stop);
  if (again) again.hidden = false;
  again?.querySelector("button").addEventListener("click", () => {
    stop();
    localStorage.removeItem(place);
    location.reload();
  });

  function later(event) {
    if (event.target.name === "new_path") return;
    isDirty = true;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE_MS);
  }

  async function save({ leaving = false } = {}) {
    clearTimeout(timer);
    if (!isDirty) return;
    isDirty = false;
    if (!url) return keepHere();
    if (!leaving) state.textContent = form.dataset.saving;
    try {
      const answer = await fetch(url, { method: "POST", body: sent(), keepalive: leaving, redirect: "error" });
      if (answer.status === 204) localStorage.removeItem(place);
      else isDirty = true;
      const said = answer.status === 422 ? await answer.text() : form.dataset.unsaved;
      state.textContent = answer.status === 204 ? form.dataset.saved : said;
    } catch {
      isDirty = true;
      state.textContent = form.dataset.unsaved;
    }
  }

  function keepHere() {
    const values = sent();
    const left = new Set(values.getAll("remove"));
    const files = [...values].filter(([name]) => name.startsWith("file:")).map(([name, text]) => [name.slice(5), text]);
    try {
      localStorage.setItem(place, JSON.stringify(Object.fromEntries(files.filter(([path]) => !left.has(path)))));
      state.textContent = form.dataset.savedHere;
    } catch {
      state.textContent = form.dataset.unsaved;
    }
  }

  // What this browser keeps comes back, unless the page already shows something newer.
  function restore() {
    const kept = localStorage.getItem(place);
    if (!kept || "hasDraft" in form.dataset) return;
    for (const [path, text] of Object.entries(JSON.parse(kept))) {
      const area = form.querySelector(`[name="${CSS.escape(`file:${path}`)}"]`) ?? addFile(path, "");
      area.value = text;
    }
    state.textContent = form.dataset.restored;
    if (url) later({ target: form }); // it was begun before there was an account
  }

  function leave() {
    if (isDirty) save({ leaving: true });
  }

  function stop() {
    clearTimeout(timer);
    isDirty = false;
  }

  return { stop };
}
