// Keeps a draft: with the account of who is signed in, one change at a time; in this browser for visitors.
import * as record from "./record.js";

const PAUSE_MS = 800;

export function keeper(form) {
  const { review, draft: url } = form.dataset;
  const state = form.querySelector("[data-state]");
  const waiting = new Map(); // what the account does not have yet, by comment
  let comments = [...form.querySelectorAll("[data-comment]")].map((one) => JSON.parse(one.dataset.comment));
  let running = Promise.resolve(true);
  let timer;

  const verdict = () => form.elements.verdict.value;
  const find = (id) => comments.find((one) => one.id === id);

  // typing: more of it will follow, so it is sent after a pause.
  function put(comment, { typing = false } = {}) {
    comments = find(comment.id) ? comments.map((one) => (one.id === comment.id ? comment : one)) : [...comments, comment];
    changed(comment.id, { put: comment }, typing);
  }

  function drop(id) {
    if (!find(id)) return;
    comments = comments.filter((one) => one.id !== id);
    changed(id, { drop: id });
  }

  function changed(what, change, typing = false) {
    if (!url) {
      const kept = record.keepDraft(review, { verdict: verdict(), comments });
      state.textContent = kept ? form.dataset.savedHere : form.dataset.unsaved;
      return;
    }
    waiting.set(what, change);
    clearTimeout(timer);
    if (typing) timer = setTimeout(flush, PAUSE_MS);
    else flush();
  }

  // Sends what waits, one after the other; tells whether the account has all of it now.
  function flush() {
    clearTimeout(timer);
    running = running.then(sendAll);
    return running;
  }

  async function sendAll() {
    if (!waiting.size) return true;
    state.textContent = form.dataset.saving;
    let said;
    for (const one of [...waiting]) said = (await send(...one)) ?? said;
    state.textContent = said ?? form.dataset.saved;
    return !said;
  }

  // Returns nothing, or why it was not kept. What was refused in words is not sent again.
  async function send(what, change, leaving = false) {
    const body = new URLSearchParams({ change: JSON.stringify(change) });
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const answer = await fetch(url, { method: "POST", body, keepalive: leaving, redirect: "error" });
      const done = answer.status === 204 || answer.status === 422;
      if (done && waiting.get(what) === change) waiting.delete(what);
      return answer.status === 204 ? undefined : answer.status === 422 ? await answer.text() : form.dataset.unsaved;
    } catch {
      return form.dataset.unsaved;
    }
  }

  // What this browser keeps comes back, or goes into the account that there is now.
  function restore() {
    const kept = record.draft(review);
    if (!kept) return;
    const travelled = !url && comments.length > 0; // the page shows something newer already
    if (!travelled) for (const one of kept.comments ?? []) if (!find(one.id)) put(one);
    const choice = form.querySelector(`[name="verdict"][value="${CSS.escape(kept.verdict ?? "")}"]`);
    if (choice && !verdict()) choice.checked = true;
    if (!url) return;
    if (choice) changed("verdict", { verdict: choice.value });
    flush().then((isKept) => isKept && record.forgetDraft(review));
  }

  form.addEventListener("change", (event) => {
    if (event.target.name === "verdict") changed("verdict", { verdict: verdict() });
  });
  const leave = () => [...waiting].forEach((one) => send(...one, true));
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());

  return { put, drop, find, flush, restore, all: () => comments, isHere: !url };
}
