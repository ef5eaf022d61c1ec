// FSRS-6 as the Python library `fsrs` computes it, for the browser; tests compare the two over random histories.
// State: 1 learning, 2 review, 3 relearning. Times in milliseconds. The weights are the library's defaults.
const W = [
  0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483,
  0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];
const [LEARNING, REVIEW, RELEARNING] = [1, 2, 3];
const [AGAIN, HARD, GOOD, EASY] = [1, 2, 3, 4];
const MINUTE = 60_000;
const DAY = 86_400_000;
const STEPS = { [LEARNING]: [MINUTE, 10 * MINUTE], [RELEARNING]: [10 * MINUTE] };
const RETENTION = 0.9;
const DECAY = -W[20];
const FACTOR = 0.9 ** (1 / DECAY) - 1;
const MOST_DAYS = 36_500;

export const NOTHING = {
  state: LEARNING, step: 0, stability: null, difficulty: null, due: null, reviewed: null, reviews: 0, suspended: false,
};

// What a whole log of one card adds up to, in whatever order its entries come.
export function remembered(entries) {
  const known = new Map(entries.map((entry) => [entry.id, entry]));
  const ordered = [...known.values()].sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : 1));
  const undone = new Set(ordered.filter((entry) => entry.act === "UNDONE").map((entry) => entry.undoes));
  return ordered.filter((entry) => !undone.has(entry.id)).reduce(after, NOTHING);
}

export function after(memory, entry) {
  if (entry.act === "REVIEWED") return reviewed(memory, entry.grade, Date.parse(entry.at));
  if (entry.act === "RESET") return NOTHING;
  if (entry.act === "UNDONE") return memory;
  return { ...memory, suspended: entry.act === "SUSPENDED" };
}

export function reviewed(memory, grade, time) {
  const at = Math.max(time, memory.reviewed ?? time);
  const next = { ...memory, reviewed: at, reviews: memory.reviews + 1, ...learnt(memory, grade, at) };
  const wait = memory.state === REVIEW ? afterReview(next, grade) : afterStep(next, memory.state, grade);
  return { ...next, due: at + wait };
}

export function recall(memory, at) {
  if (memory.reviewed === null) return 0;
  const days = Math.max(0, Math.floor((at - memory.reviewed) / DAY));
  return (1 + (FACTOR * days) / memory.stability) ** DECAY;
}

function learnt(memory, grade, at) {
  if (memory.stability === null) return { stability: Math.max(W[grade - 1], 0.001), difficulty: within(firstDifficulty(grade)) };
  const sameDay = at - memory.reviewed < DAY;
  const stability = sameDay ? shortTerm(memory.stability, grade) : longTerm(memory, grade, recall(memory, at));
  return { stability, difficulty: nextDifficulty(memory.difficulty, grade) };
}

function afterReview(next, grade) {
  if (grade !== AGAIN) return interval(next.stability);
  Object.assign(next, { state: RELEARNING, step: 0 });
  return STEPS[RELEARNING][0];
}

function afterStep(next, state, grade) {
  const steps = STEPS[state];
  if (grade === AGAIN) next.step = 0;
  else if (grade === HARD) return next.step > 0 ? steps[next.step] : steps.length === 1 ? steps[0] * 1.5 : (steps[0] + steps[1]) / 2;
  else if (grade === GOOD && next.step + 1 < steps.length) next.step += 1;
  else {
    Object.assign(next, { state: REVIEW, step: null });
    return interval(next.stability);
  }
  return steps[next.step];
}

const interval = (stability) =>
  Math.min(Math.max(halfEven((stability / FACTOR) * (RETENTION ** (1 / DECAY) - 1)), 1), MOST_DAYS) * DAY;

// Python rounds a half to the even neighbour.
function halfEven(number) {
  const below = Math.floor(number);
  return number - below === 0.5 ? below + (below % 2) : Math.round(number);
}

const within = (difficulty) => Math.min(Math.max(difficulty, 1), 10);
const firstDifficulty = (grade) => W[4] - Math.exp(W[5] * (grade - 1)) + 1;

function nextDifficulty(difficulty, grade) {
  const moved = difficulty + ((10 - difficulty) * -(W[6] * (grade - 3))) / 9;
  return within(W[7] * firstDifficulty(EASY) + (1 - W[7]) * moved);
}

function shortTerm(stability, grade) {
  const change = Math.exp(W[17] * (grade - 3 + W[18])) * stability ** -W[19];
  return Math.max(stability * (grade >= HARD ? Math.max(change, 1) : change), 0.001);
}

function longTerm({ stability, difficulty }, grade, chance) {
  if (grade === AGAIN) {
    const forgotten = W[11] * difficulty ** -W[12] * ((stability + 1) ** W[13] - 1) * Math.exp((1 - chance) * W[14]);
    return Math.max(Math.min(forgotten, stability / Math.exp(W[17] * W[18])), 0.001);
  }
  const bonus = grade === HARD ? W[15] : grade === EASY ? W[16] : 1;
  const growth = Math.exp(W[8]) * (11 - difficulty) * stability ** -W[9] * (Math.exp((1 - chance) * W[10]) - 1);
  return Math.max(stability * (1 + growth * bonus), 0.001);
}
