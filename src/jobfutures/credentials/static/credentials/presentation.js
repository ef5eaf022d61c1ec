// Makes a presentation of an SD-JWT: the disclosures that were chosen, signed by the holder for one audience and nonce.
import { base64url, bytes, signingKey } from "./holder-keys.js";

// Returns the presentation; throws "key" where none of the keys is that of this copy.
export async function presentation(copy, names, secrets, { audience, nonce }) {
  const [token, ...disclosures] = copy.split("~").filter(Boolean);
  const chosen = disclosures.filter((one) => names.includes(content(one)[1]));
  const shown = [token, ...chosen, ""].join("~");
  const holder = content(token.split(".")[1]).cnf.jwk;
  const secret = secrets.find((key) => key.x === holder.x && key.y === holder.y);
  if (!secret) throw new Error("key");
  const claims = { iat: Math.floor(Date.now() / 1000), aud: audience, nonce, sd_hash: await digest(shown) };
  return shown + (await signed({ typ: "kb+jwt", alg: "ES256" }, claims, await signingKey(secret)));
}

function content(part) {
  return JSON.parse(new TextDecoder().decode(bytes(part)));
}

async function digest(text) {
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}

async function signed(header, claims, key) {
  const part = (value) => base64url(new TextEncoder().encode(JSON.stringify(value)));
  const text = `${part(header)}.${part(claims)}`;
  const how = { name: "ECDSA", hash: "SHA-256" };
  const signature = await crypto.subtle.sign(how, key, new TextEncoder().encode(text));
  return `${text}.${base64url(new Uint8Array(signature))}`;
}
