// What somebody did in this browser without an account, or without a network: one key an item, so that two tabs never
// overwrite each other. kinds: "entry", "telling"; the rooms of reviews and predictions keep an array each.
export { uuid } from "../kit/js/ids.js";

const PREFIX = "jobfutures:";

export function put(kind, item) {
  localStorage.setItem(`${PREFIX}${kind}:${item.id}`, JSON.stringify(item));
  dispatchEvent(new CustomEvent("jobfutures:kept", { detail: { kind } }));
}

export function all(kind) {
  const begin = `${PREFIX}${kind}:`;
  const kept = Object.keys(localStorage).filter((key) => key.startsWith(begin)).map((key) => [key, read(key)]);
  return kept.filter(([key, item]) => item && key === begin + item.id).map(([, item]) => item);
}

export function forget(kind, ids) {
  for (const id of ids) localStorage.removeItem(`${PREFIX}${kind}:${id}`);
}

// The array that another room keeps under a name of its own.
export const list = (name) => read(`${PREFIX}${name}`) ?? [];

export function keepOnly(name, isLeft) {
  const left = list(name).filter(isLeft);
  if (left.length) localStorage.setItem(`${PREFIX}${name}`, JSON.stringify(left));
  else localStorage.removeItem(`${PREFIX}${name}`);
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null; // written by somebody else: left as it is
  }
}
