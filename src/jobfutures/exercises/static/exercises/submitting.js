// Submits an exercise without leaving it: the verdict comes below the editor, where work goes on.
import { uuid } from "../kit/js/ids.js";
import { askUntilJudged } from "./asking.js";

export function submitting(form, panel, { sent, tell }) {
  const [announced, shown] = [panel.querySelector("[data-announced]"), panel.querySelector("[data-shown]")];
  let isUnderWay = false;

  // Returns whether the form has to go its own way, to a page that says why this was no attempt.
  return async function submitHere(address) {
    if (isUnderWay) return false; // its verdict is waited for already
    isUnderWay = true;
    panel.hidden = false;
    tell(shown, form.dataset.submitting);
    try {
      const answer = await fetch(address, { method: "POST", body: sent(), headers: { "HX-Request": "true" } });
      return await take(answer.status, new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      tell(shown, form.dataset.lost);
      return false;
    } finally {
      isUnderWay = false;
    }
  };

  async function take(status, page) {
    const outcome = page.querySelector("[data-outcome]");
    const reasons = page.querySelectorAll("[data-refused]");
    if (status === 403 || status === 429) tell(shown, status === 403 ? form.dataset.stale : form.dataset.often);
    else if (reasons.length) shown.replaceChildren(...reasons);
    else if (!outcome) return true;
    else {
      form.elements.form_key.value = uuid(); // what is sent next is another attempt
      shown.replaceChildren(outcome);
      await askUntilJudged(outcome, { announced, part: "verdict" });
    }
    return false;
  }
}
