// Keeps a visitor's finished review in this browser, once, and ends its draft.
import { finished, forgetDraft, keep } from "./record.js";

const one = JSON.parse(document.querySelector("[data-kept]").dataset.kept);
const state = document.querySelector("[data-kept-state]");
const known = finished().find((other) => other.id === one.id);
if (keep({ ...one, at: known?.at ?? new Date().toISOString() })) state.textContent = state.dataset.said;
if (!known) forgetDraft(one.review);
