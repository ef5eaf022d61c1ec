// The finished reviews of this change that this browser keeps for a visitor: looked at again, or deleted.
import { uuid } from "../kit/js/ids.js";
import { dated, finished, forget, withToken } from "./record.js";

export function showMine() {
  const section = document.querySelector("[data-mine]");
  const bench = document.querySelector("#bench");
  if (!section) return;
  const list = section.querySelector("ol");
  const blank = section.querySelector("template").content.firstElementChild;
  const mine = finished().filter((one) => one.review === bench.dataset.review);
  const name = (verdict) => bench.querySelector(`[name="verdict"][value="${CSS.escape(verdict)}"]`)?.labels[0].textContent.trim() ?? "";

  for (const one of mine.toReversed()) {
    const row = blank.cloneNode(true);
    const form = row.querySelector("form");
    form.elements.form_key.value = one.id;
    form.elements.verdict.value = one.verdict;
    form.elements.draft.value = JSON.stringify(one.comments.map((said) => ({ ...said, id: uuid() })));
    form.querySelector("button").textContent = `${dated(one.at, { timeStyle: "short" })}, ${name(one.verdict)}`;
    form.addEventListener("submit", async (event) => {
      if (form.elements.csrfmiddlewaretoken) return;
      event.preventDefault();
      await withToken(form, bench.getAttribute("action").split("#")[0]);
      form.requestSubmit();
    });
    row.querySelector("[data-forget]").addEventListener("click", () => {
      forget(one.id);
      row.remove();
      section.hidden = !list.children.length;
    });
    list.append(row);
  }
  section.hidden = !mine.length;
}
