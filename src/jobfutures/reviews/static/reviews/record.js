// What this browser keeps for a visitor: finished reviews, and one draft for each review that was begun.
const FINISHED = "jobfutures:reviews"; // [{id, review, at, verdict, comments: [{file, side, lines, category, severity, text}]}]
const draftOf = (review) => `${FINISHED}:draft:${review}`;

export const finished = () => read(FINISHED, []);
export const draft = (review) => read(draftOf(review), null);
export const forgetDraft = (review) => localStorage.removeItem(draftOf(review));
export const keepDraft = (review, kept) => write(draftOf(review), kept);
export const keep = (one) => write(FINISHED, [...finished().filter((other) => other.id !== one.id), one]);
export const forget = (id) => write(FINISHED, finished().filter((one) => one.id !== id));

// A day as the pages of this site write it.
export function dated(at, more = {}) {
  const lang = document.documentElement.lang;
  return new Date(at).toLocaleString(lang === "en" ? "en-GB" : lang, { dateStyle: "long", ...more });
}

// A page that is kept for all visitors has no token of a form: it is fetched once somebody acts.
export async function withToken(form, where) {
  if (form.elements.csrfmiddlewaretoken) return;
  const answer = await fetch(where, { headers: { "HX-Request": "true" } });
  if (!answer.ok) throw new Error(answer.statusText);
  form.insertAdjacentHTML("afterbegin", await answer.text());
}

function read(place, otherwise) {
  try {
    const found = JSON.parse(localStorage.getItem(place));
    return Array.isArray(found) === Array.isArray(otherwise) && found ? found : otherwise;
  } catch {
    return otherwise;
  }
}

function write(place, value) {
  try {
    localStorage.setItem(place, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
