// Keeps what is typed or chosen, a moment after each change, so that it is there on another device or after a crash.
const PAUSE_MS = 700;
const form = document.querySelector("form[data-draft]");
if (form) keep(form);

function keep(form) {
  const state = form.querySelector("[data-draft-state]");
  let timer;
  let isDirty = false;

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", stop);
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());

  function later() {
    isDirty = true;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE_MS);
  }

  async function save({ leaving = false } = {}) {
    clearTimeout(timer);
    if (!isDirty) return;
    isDirty = false;
    if (!leaving) state.textContent = form.dataset.saving;
    try {
      const body = new FormData(form);
      const answer = await fetch(form.dataset.draft, { method: "POST", body, keepalive: leaving, redirect: "error" });
      isDirty = answer.status !== 204;
    } catch {
      isDirty = true;
    }
    state.textContent = isDirty ? form.dataset.unsaved : form.dataset.saved;
  }

  function leave() {
    if (isDirty) save({ leaving: true });
  }

  function stop() {
    clearTimeout(timer);
    isDirty = false;
  }
}
