// The holder's keys: made here, kept in a file that a passphrase closes. They never leave this browser otherwise.
const CURVE = { name: "ECDSA", namedCurve: "P-256" };
const KIND = "jobfutures-holder-keys";
const ROUNDS = 600_000;
export const SHORTEST = 12; // characters of a passphrase

export const canMakeKeys = Boolean(globalThis.crypto?.subtle);

// Returns as many pairs as copies: [{ secret, open }], both as JSON Web Keys.
export async function makeKeys(number) {
  const pairs = Array.from({ length: number }, () => crypto.subtle.generateKey(CURVE, true, ["sign", "verify"]));
  return Promise.all((await Promise.all(pairs)).map(asJwk));
}

async function asJwk({ privateKey }) {
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey("jwk", privateKey);
  return { open: { kty, crv, x, y }, secret: { kty, crv, x, y, d } };
}

// Returns the text of a key file.
export async function sealed(secrets, passphrase) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const key = await keyOf(passphrase, salt, ROUNDS);
  const plain = new TextEncoder().encode(JSON.stringify(secrets));
  const closed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain));
  const file = { kind: KIND, version: 1, kdf: "PBKDF2-SHA-256", rounds: ROUNDS, cipher: "AES-256-GCM" };
  return JSON.stringify({ ...file, salt: base64url(salt), iv: base64url(iv), keys: base64url(closed) }, null, 1);
}

// Returns the secret keys of a file; throws "file" where it is none, "passphrase" where that does not open it.
export async function opened(text, passphrase) {
  const { salt, iv, rounds, closed } = parsed(text);
  try {
    const key = await keyOf(passphrase, salt, rounds);
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, closed);
    return JSON.parse(new TextDecoder().decode(plain));
  } catch {
    throw new Error("passphrase");
  }
}

function parsed(text) {
  try {
    const file = JSON.parse(text);
    if (file.kind !== KIND || file.version !== 1 || !(file.rounds > 0 && file.rounds <= 10_000_000)) throw new Error();
    return { salt: bytes(file.salt), iv: bytes(file.iv), closed: bytes(file.keys), rounds: file.rounds };
  } catch {
    throw new Error("file");
  }
}

async function keyOf(passphrase, salt, iterations) {
  const words = new TextEncoder().encode(passphrase.normalize("NFC"));
  const raw = await crypto.subtle.importKey("raw", words, "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return crypto.subtle.deriveKey(how, raw, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

export function signingKey(secret) {
  return crypto.subtle.importKey("jwk", secret, CURVE, false, ["sign"]);
}

export function base64url(array) {
  return btoa(Array.from(array, (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

export function bytes(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}
