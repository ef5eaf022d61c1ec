// Brings what was done in this browser to the account, once: what the account has is forgotten here. Runs on every page
// of somebody who is signed in, whenever something is put aside, and when the network returns.
import { all, forget, put } from "./store.js";

const AT_ONCE = 200;
const AGAIN_MS = 30_000;
const meta = document.querySelector("meta[name='practice-person']");
const person = meta.content;
let isSending = false;

addEventListener("online", send);
addEventListener("jobfutures:kept", (event) => event.detail.kind === "entry" && send());
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
  let most = AT_ONCE;
  for (let parcel = mine(most); parcel.length; parcel = mine(most)) {
    const answer = await fetch(meta.dataset.log, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": meta.dataset.token },
      body: JSON.stringify({ entries: parcel.map(({ id, act, card, at, grade, undoes }) => ({ id, act, card, at, grade, undoes })) }),
      keepalive: true,
    }).catch(() => undefined);
    if (answer?.status === 422 && most > 1) most = 1; // one of them is refused: the others still get through
    else if (answer?.ok || answer?.status === 422) settle(parcel, answer);
    else return void setTimeout(send, AGAIN_MS);
  }
}

// What cannot be taken stays in this browser under another name, and is not sent again.
function settle(parcel, answer) {
  if (!answer.ok) put("refused", parcel[0]);
  forget("entry", parcel.map((entry) => entry.id));
}

// What was done before anybody signed in comes along; what another account left here waits for that account.
function mine(most) {
  return all("entry").filter((entry) => !entry.person || entry.person === person).slice(0, most);
}
