// Plays a recording of this page. A browser's own recordings do not say how long they are, until one jumps to their end.
const FAR_S = 1e7;

export function whole(player, blob) {
  if (player.src) URL.revokeObjectURL(player.src);
  player.addEventListener("loadedmetadata", () => Number.isFinite(player.duration) || measure(player), { once: true });
  player.src = URL.createObjectURL(blob);
}

function measure(player) {
  player.addEventListener("durationchange", () => (player.currentTime = 0), { once: true });
  player.currentTime = FAR_S;
}
