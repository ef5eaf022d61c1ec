// Brings what was done in this browser to the account, once: what the account has is forgotten here. Runs on every page
// of somebody who is signed in, whenever something is put aside, and when the network returns.
import { all, forget, keepOnly, list, put } from "./store.js";

const AGAIN_MS = 30_000;
// most: how many fit into one parcel. A telling may hold pages of text, and what is sent while leaving has a limit.
const KINDS = {
  entry: { name: "entries", most: 200, facts: ({ id, act, card, at, grade, undoes }) => ({ id, act, card, at, grade, undoes }) },
  telling: {
    name: "tellings",
    most: 1,
    facts: ({ id, question, at, seconds, covered, missed, typed }) => ({ id, question, at, seconds, covered, missed, typed }),
  },
  predictions: { name: "predictions", most: 1, isList: true, facts: (one) => one },
  reviews: { name: "reviews", most: 1, isList: true, facts: (one) => one },
};
const meta = document.querySelector("meta[name='practice-person']");
const person = meta.content;
let isSending = false;

addEventListener("online", send);
addEventListener("jobfutures:kept", (event) => event.detail.kind in KINDS && send());
document.querySelectorAll("form[action='/account/logout/']").forEach((form) => {
  form.addEventListener("submit", () => localStorage.removeItem("jobfutures:snapshot"));
});
await send();

async function send() {
  if (isSending) return;
  isSending = true;
  try {
    // Several tabs may be open: one of them sends at a time, and what comes twice is kept once anyway.
    await (navigator.locks?.request("jobfutures:log", sendAll) ?? sendAll());
  } finally {
    isSending = false;
  }
}

async function sendAll() {
  const left = () => Object.keys(KINDS).find((kind) => mine(kind).length);
  for (let kind = left(); kind; kind = left()) if (!(await sendKind(kind))) return void setTimeout(send, AGAIN_MS);
}

// Returns whether the account could be reached.
async function sendKind(kind) {
  let { most } = KINDS[kind];
  for (let parcel = mine(kind, most); parcel.length; parcel = mine(kind, most)) {
    const answer = await fetch(meta.dataset.log, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": meta.dataset.token },
      body: JSON.stringify({ [KINDS[kind].name]: parcel.map(KINDS[kind].facts) }),
      keepalive: true,
      redirect: "error", // to the page for signing in, where the session has ended meanwhile
    }).catch(() => undefined);
    if (answer?.status === 422 && most > 1) most = 1; // one of them is refused: the others still get through
    else if (answer?.ok || answer?.status === 422) settle(kind, parcel, answer.ok ? (await answer.json()).kept : []);
    else return false;
  }
  return true;
}

// What cannot be taken stays in this browser under another name, and is not sent again.
function settle(kind, parcel, kept) {
  for (const item of parcel) if (!kept.includes(String(item.id).toLowerCase())) put("refused", item);
  const ids = parcel.map((item) => item.id);
  if (KINDS[kind].isList) keepOnly(kind, (item) => !ids.includes(item.id));
  else forget(kind, ids);
}

// What was done before anybody signed in comes along; what another account left here waits for that account.
function mine(kind, most) {
  const held = KINDS[kind].isList ? list(kind) : all(kind);
  return held.filter((item) => item?.id && (!item.person || item.person === person)).slice(0, most);
}
