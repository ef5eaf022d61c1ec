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
    say(form.dataset.submitting);
    try {
      const answer = await fetch(address, { method: "POST", body: sent(), headers: { "HX-Request": "true" } });
      return await take(answer.status, new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      say(form.dataset.lost);
      return false;
    } finally {
      isUnderWay = false;
    }
  };

  function say(sentence) {
    tell(shown, sentence);
    announced.textContent = sentence;
  }

  async function take(status, page) {
    const outcome = page.querySelector("[data-outcome]");
    const reasons = [...page.querySelectorAll("[data-refused]")].map((one) => one.textContent);
    if (status === 403 || status === 429) say(status === 403 ? form.dataset.stale : form.dataset.often);
    else if (reasons.length) say(reasons.join(" "));
    else if (!outcome) return true;
    else {
      form.elements.form_key.value = uuid(); // what is sent next is another attempt
      shown.replaceChildren(outcome);
      await askUntilJudged(outcome, { announced, part: "verdict" });
    }
    return false;
  }
}
