// Asks for the verdict of an attempt until it is there: most are within a second, and so it asks often at first.
const PAUSES_MS = { 500: 25, 3000: 100, Infinity: 1000 }; // until so long after the beginning: the pause

// outcome: what waits, with the address that knows; the verdict takes its place.  announced: says it to who cannot see.
// part: which part of the attempt's page is shown. Resolves when the verdict is there.
export async function askUntilJudged(outcome, { announced, part = "outcome" }) {
  const began = performance.now();
  let shown = withScript(outcome);
  let isReached = true;
  while (shown.matches("[data-ask]")) {
    await pause(isReached ? performance.now() - began : Infinity);
    const headers = { "HX-Request": "true", "HX-Target": part };
    const answer = await fetch(shown.dataset.ask, { headers }).catch(() => undefined);
    isReached = Boolean(answer?.ok);
    if (isReached) shown = show(shown, new DOMParser().parseFromString(await answer.text(), "text/html"), announced);
  }
}

function pause(since) {
  const until = Object.keys(PAUSES_MS).find((end) => since <= Number(end));
  return new Promise((go) => setTimeout(go, PAUSES_MS[until]));
}

// Returns what is shown now.
function show(outcome, page, announced) {
  const judged = page.querySelector("[data-outcome]");
  if (judged) {
    outcome.replaceWith(withScript(judged));
    announced.textContent = [...judged.querySelectorAll("[data-announce]")].map((one) => one.textContent).join(". ");
    return judged;
  }
  const [old, fresh] = [outcome.querySelector("[data-waiting]"), page.querySelector("[data-waiting]")];
  if (fresh && withScript(fresh).textContent.trim() !== old.textContent.trim()) old.replaceWith(fresh);
  return outcome;
}

function withScript(element) {
  element.querySelectorAll("[data-without-script]").forEach((one) => (one.hidden = true));
  return element;
}
