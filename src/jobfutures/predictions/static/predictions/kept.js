// What a visitor without an account predicted, kept in this browser until an account takes it over.
const PLACE = "jobfutures:predictions";

export function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(PLACE) ?? "[]");
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}

function write(attempts) {
  try {
    localStorage.setItem(PLACE, JSON.stringify(attempts));
  } catch {
    // A browser that keeps nothing can still predict.
  }
}

export function keep({ id, prediction, answer, right }) {
  if (kept().some((one) => one.id === id)) return;
  write([...kept(), { id, prediction, answer, right, fixed: false, at: new Date().toISOString() }]);
}

// The repair belongs to the newest attempt at a prediction.
export function keepRepair(prediction) {
  const attempts = kept();
  const last = attempts.findLast((one) => one.prediction === prediction);
  if (last) (last.fixed = true), write(attempts);
}
