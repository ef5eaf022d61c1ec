// What our credentials demand beyond their formats: the caller of every verifier has to ask for it.
import { createPublicKey, verify } from "node:crypto";
import { decodeProtectedHeader } from "jose";

const STATED = new Set([
  "role", "taken_on", "level", "attempts", "format", "proctoring", "bank_version", "evidence_url",
]);
const MARKS = new Set(["strong", "mixed", "weak"]);
const TWO_YEARS_S = 731 * 86_400;

export function demand(isSo, what) {
  if (!isSo) throw new Error(what);
}

export function header(token, typ) {
  const found = decodeProtectedHeader(token);
  demand(found.alg === "ES256" && !("crit" in found), "another algorithm");
  demand(found.typ === typ, "another kind of token");
  return found;
}

export function keyOf(trust, kid) {
  const found = trust.keys.find((key) => key.kid === kid);
  demand(found, "an unknown key");
  return found;
}

export function isSigned(jwk, data, signature) {
  const key = createPublicKey({ key: jwk, format: "jwk" });
  return verify("sha256", Buffer.from(data), { key, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url"));
}

export function window({ iat, exp }) {
  demand(Number.isInteger(iat) && Number.isInteger(exp), "no beginning or no end");
  demand(exp - iat <= TWO_YEARS_S, "good for too long");
}

export function statements(shown) {
  for (const [name, value] of Object.entries(shown)) {
    if (name === "attempts") demand(Number.isInteger(value) && value > 0, "no number of attempts");
    else if (/^area_[a-z0-9_]+$/.test(name)) demand(MARKS.has(value), "no mark");
    else demand(STATED.has(name) && typeof value === "string", `states ${name}`);
  }
  demand(!("level" in shown) || ("taken_on" in shown && "attempts" in shown), "a level alone");
  return shown;
}
