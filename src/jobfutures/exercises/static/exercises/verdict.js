// Asks for the verdict of an attempt until it is there: most are within a second, and so it asks often at first.
const PAUSES_MS = { 1000: 40, 3000: 100, Infinity: 1000 }; // until so long after the beginning: the pause
const began = performance.now();
const announced = document.querySelector("[data-announced]");

document.querySelectorAll("[data-without-script]").forEach((element) => (element.hidden = true));
ask();

async function ask() {
  const outcome = document.querySelector("[data-ask]");
  if (!outcome) return;
  const answer = await fetch(outcome.dataset.ask, { headers: { "HX-Request": "true" } }).catch(() => undefined);
  if (answer?.ok) show(outcome, new DOMParser().parseFromString(await answer.text(), "text/html"));
  if (document.querySelector("[data-ask]")) {
    const until = Object.keys(PAUSES_MS).find((end) => performance.now() - began < Number(end));
    setTimeout(ask, answer?.ok ? PAUSES_MS[until] : PAUSES_MS[Infinity]);
  }
}

function show(outcome, page) {
  const judged = page.querySelector("[data-outcome]");
  if (judged) {
    outcome.replaceWith(judged);
    announced.textContent = [...judged.querySelectorAll("[data-announce]")].map((one) => one.textContent).join(". ");
    return;
  }
  const [old, fresh] = [outcome.querySelector("[data-waiting]"), page.querySelector("[data-waiting]")];
  fresh?.querySelectorAll("[data-without-script]").forEach((element) => (element.hidden = true));
  if (fresh && fresh.textContent.trim() !== old.textContent.trim()) old.replaceWith(fresh);
}
