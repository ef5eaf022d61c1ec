// How many notices are unread, beside the link to the account: asked once a minute at most in each tab, so that a page
// costs nothing more; anew on and after the pages of the account, where the number changes.
const KEPT = "jobfutures:unread";
const A_MINUTE = 60_000;
const link = document.querySelector("[data-unread]");
const isOfTheAccount = location.pathname.startsWith("/account/");
const person = document.querySelector("meta[name='practice-person']")?.content;

if (link && person) show(kept() ?? (await asked()));

function kept() {
  const { of, at, number } = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
  return of === person && Date.now() - at < A_MINUTE && !isOfTheAccount ? number : undefined;
}

async function asked() {
  const answer = await fetch(link.dataset.unread, { redirect: "error" }).catch(() => undefined);
  if (!answer?.ok) return 0;
  const number = (await answer.json()).unread;
  if (isOfTheAccount) sessionStorage.removeItem(KEPT);
  else sessionStorage.setItem(KEPT, JSON.stringify({ of: person, at: Date.now(), number }));
  return number;
}

function show(number) {
  link.querySelector("[data-number]").textContent = number > 99 ? "99+" : number;
  link.hidden = !number;
}
