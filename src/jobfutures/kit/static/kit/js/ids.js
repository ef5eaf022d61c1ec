// Random ids, also on an address without TLS: browsers give random bytes there, but no ready-made ids.
export const uuid = () => crypto.randomUUID?.() ?? fromRandom(crypto.getRandomValues(new Uint8Array(16)));

function fromRandom(bytes) {
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const text = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
