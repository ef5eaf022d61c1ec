// What somebody did in this browser without an account, or without a network: one key an item, so that two tabs never
// overwrite each other. kinds: "entry", "telling"; the rooms of reviews and predictions keep an array each.
const PREFIX = "jobfutures:";

export const uuid = () => crypto.randomUUID?.() ?? fromRandom(crypto.getRandomValues(new Uint8Array(16)));

// On an address without TLS, browsers give random bytes but no ready-made ids.
function fromRandom(bytes) {
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const text = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

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
