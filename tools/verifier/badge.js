// Open Badges 3.0 as a JWT by jose, its bitstring status list by @digitalbazaar.
import { importJWK, jwtVerify } from "jose";
import { decodeList } from "@digitalbazaar/vc-bitstring-status-list";
import { demand, header, keyOf, statements, window } from "./rules.js";

export async function badge(text, trust) {
  const { kid } = header(text, "JWT");
  const before = `${trust.issuer}/credentials/keys/`;
  demand(kid?.startsWith(before), "an unknown key");
  const issuer = `${trust.issuer}/credentials/badges/issuer`;
  const { payload } = await signed(text, keyOf(trust, kid.slice(before.length)), { issuer });
  demand(payload.issuer.id === issuer, "another issuer");
  demand(payload.type.includes("OpenBadgeCredential"), "no badge");
  window(payload);
  demand(Date.parse(payload.validUntil) === payload.exp * 1000, "two ends");
  demand(Date.parse(payload.validFrom) === payload.nbf * 1000, "two beginnings");
  await inForce(payload.credentialStatus, trust);
  return statements(results(payload.credentialSubject, trust));
}

async function signed(token, jwk, options) {
  return jwtVerify(token, await importJWK(jwk, "ES256"), { algorithms: ["ES256"], clockTolerance: 60, ...options });
}

function results({ achievement, result }, trust) {
  demand(achievement.id.startsWith(`${trust.issuer}/credentials/badges/skill-check/`), "about something else");
  const found = result.map(({ resultDescription, value }) => {
    demand(resultDescription.startsWith(`${achievement.id}#`), "a result of something else");
    const name = resultDescription.slice(achievement.id.length + 1);
    return [name, name === "attempts" ? Number(value) : value];
  });
  return Object.fromEntries(found);
}

async function inForce(status, trust) {
  demand(status?.type === "BitstringStatusListEntry" && status.statusPurpose === "revocation", "no status");
  demand(/^\d{1,9}$/.test(status.statusListIndex), "no place");
  demand(trust.status, "a list that cannot be had");
  const key = keyOf(trust, header(trust.status, "vc+jwt").kid);
  const { payload } = await signed(trust.status, key, { issuer: trust.issuer });
  demand(payload.id === status.statusListCredential, "the list of another address");
  demand(payload.credentialSubject.statusPurpose === "revocation", "a list of something else");
  const list = await decodeList({ encodedList: payload.credentialSubject.encodedList });
  demand(!list.getStatus(Number(status.statusListIndex)), "withdrawn");
}
