// The page of an attempt that is not judged yet.
import { askUntilJudged } from "./asking.js";

const outcome = document.querySelector("[data-ask]");
if (outcome) askUntilJudged(outcome, { announced: document.querySelector("[data-announced]") });
