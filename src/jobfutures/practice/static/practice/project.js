// Saves a project while somebody types. What the account has not taken yet is kept in this browser, and comes back.
const PAUSE_MS = 1200;
const form = document.querySelector("[data-project]");
const state = form.querySelector("[data-state]");
const place = `jobfutures:walkthrough:${form.dataset.project}`;
let timer;
let isDirty = false;
let isHalted = false; // another tab saved meanwhile: only the person decides what stays
let saving = Promise.resolve();

restore();
form.addEventListener("input", typed);
form.addEventListener("submit", () => clearTimeout(timer));
addEventListener("online", () => isDirty && save());
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && isDirty && save());

function typed() {
  isDirty = true;
  keepHere();
  clearTimeout(timer);
  if (!isHalted) timer = setTimeout(save, PAUSE_MS);
}

// One save after the other: each says which version it has seen.
function save() {
  clearTimeout(timer);
  saving = saving.then(() => isDirty && !isHalted && send());
}

async function send() {
  isDirty = false;
  say(form.dataset.saving);
  const answer = await fetch(form.dataset.draft, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    keepalive: document.visibilityState === "hidden",
    redirect: "error",
  }).catch(() => undefined);
  const told = answer?.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
  if (answer?.ok) return taken(told);
  isDirty = true;
  isHalted = answer?.status === 409;
  say(told.detail ?? form.dataset.unsaved);
}

function taken({ seen, title }) {
  form.elements.seen.value = seen;
  document.querySelector("[data-title]").textContent = title;
  if (isDirty) return keepHere();
  localStorage.removeItem(place);
  say(form.dataset.saved);
}

function keepHere() {
  const values = Object.fromEntries([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"));
  try {
    localStorage.setItem(place, JSON.stringify(values));
  } catch {
    // no room, or not allowed: the account still takes it
  }
}

// Text that was never taken comes back with the version it was written over, so that it cannot hide a newer one.
function restore() {
  const kept = JSON.parse(localStorage.getItem(place) ?? "null");
  if (!kept) return;
  const fields = Object.entries(kept).filter(([name]) => form.elements[name]);
  const isSame = fields.every(([name, text]) => name === "seen" || form.elements[name].value === text);
  if ("sent" in form.dataset || isSame) return void ("sent" in form.dataset || localStorage.removeItem(place));
  for (const [name, text] of fields) form.elements[name].value = text;
  isDirty = true;
  say(form.dataset.restored);
  save();
}

function say(sentence) {
  state.textContent = sentence;
}
