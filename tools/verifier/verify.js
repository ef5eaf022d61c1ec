// Judges credentials with other people's libraries: reads {issuer, keys, vectors} as JSON, prints one verdict for each.
// A verdict is {name, holds, shown} or {name, holds: false, why}.
import { readFileSync } from "node:fs";
import { StatusList } from "@sd-jwt/jwt-status-list";
import { decodeList } from "@digitalbazaar/vc-bitstring-status-list";
import { badge } from "./badge.js";
import { presentation } from "./presentation.js";

const given = JSON.parse(readFileSync(0, "utf8"));
const answers = [];
for (const vector of given.vectors ?? []) answers.push(await judged(vector));
for (const list of given.lists ?? []) answers.push(await read(list));
process.stdout.write(JSON.stringify(answers));

async function judged(vector) {
  const text = vector.text.replace(/\s+/g, "");
  const trust = { issuer: given.issuer, keys: given.keys, status: vector.status };
  try {
    const shown = await (text.includes("~") ? presentation(text, trust, vector) : badge(text, trust));
    return { name: vector.name, holds: true, shown };
  } catch (error) {
    return { name: vector.name, holds: false, why: String(error.message ?? error) };
  }
}

// Returns which places of a list are withdrawn, as each library counts them.
async function read({ name, order, encoded, places }) {
  const list = order === "IETF" ? StatusList.decompressStatusList(encoded, 1) : await decodeList({ encodedList: encoded });
  return { name, withdrawn: places.filter((place) => Boolean(list.getStatus(place))) };
}
