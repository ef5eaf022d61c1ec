// Asks for the verdict of an attempt until it is there: ten times a second at first, then every second.
const QUICK_MS = 100;
const SLOW_MS = 1000;
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
    setTimeout(ask, performance.now() - began < 3000 && answer?.ok ? QUICK_MS : SLOW_MS);
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
