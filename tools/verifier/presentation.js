// SD-JWT VC by @sd-jwt, with what it leaves to its caller: the audience, its age, the types, strange disclosures.
import { SDJwtVcInstance } from "@sd-jwt/sd-jwt-vc";
import { digest } from "@sd-jwt/crypto-nodejs";
import { decodeJwt } from "jose";
import { demand, header, isSigned, keyOf, statements, window } from "./rules.js";

const VISIBLE = new Set(["iss", "iat", "exp", "nbf", "vct", "status", "cnf", "_sd_alg"]);
const FRESH_S = 30 * 86_400;
const SKEW_S = 60;

export async function presentation(text, trust, { audience, nonce }) {
  demand(audience && nonce, "nobody was expected");
  const parts = text.split("~");
  const key = keyOf(trust, header(parts[0], "dc+sd-jwt").kid);
  const body = decodeJwt(parts[0]);
  demand(body.iss === trust.issuer, "another issuer");
  for (const name of ["status", "exp", "cnf"]) demand(name in body, `${name} does not stand where all see it`);
  await referenced(parts.slice(1, -1), body._sd ?? []);
  demand(new Set(parts.slice(1, -1)).size === parts.length - 2, "a disclosure twice");
  demand(parts.at(-1), "not signed by its holder");
  header(parts.at(-1), "kb+jwt");
  const { payload, kb } = await instance(key, trust).verify(text, { keyBindingNonce: nonce, skewSeconds: SKEW_S });
  bound(kb.payload, audience);
  window(payload);
  demand(payload.vct === `${trust.issuer}/vct/skill-check/1`, "another type");
  demand(listed(trust).sub === payload.status.status_list.uri, "the list of another address");
  return statements(Object.fromEntries(Object.entries(payload).filter(([name]) => !VISIBLE.has(name))));
}

function instance(key, trust) {
  return new SDJwtVcInstance({
    hasher: digest,
    hashAlg: "sha-256",
    verifier: (data, signature) => isSigned(key, data, signature),
    kbVerifier: (data, signature, payload) => isSigned(payload.cnf.jwk, data, signature),
    statusListFetcher: async () => {
      demand(trust.status, "a list that cannot be had");
      return trust.status;
    },
    statusVerifier: (data, signature) =>
      isSigned(keyOf(trust, header(trust.status, "statuslist+jwt").kid), data, signature),
  });
}

// RFC 9901, part 7.1, step 5: a disclosure without a digest is refused. The library passes over it.
async function referenced(disclosures, digests) {
  for (const one of disclosures) {
    const found = Buffer.from(await digest(one, "sha-256")).toString("base64url");
    demand(digests.includes(found), "a statement that the issuer did not sign");
  }
}

function listed(trust) {
  return decodeJwt(trust.status);
}

function bound({ aud, iat }, audience) {
  const now = Date.now() / 1000;
  demand(aud === audience, "another audience");
  demand(iat <= now + SKEW_S && iat >= now - FRESH_S, "signed too long ago, or in the future");
}
