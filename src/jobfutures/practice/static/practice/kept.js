// Lists the recordings that this browser keeps, with their size, to play and to delete: all, or those of one question.
import { whole } from "./playback.js";
import { forgetRecording, recordings, sizeOf } from "./recordings.js";
import { withCode } from "./words.js";

export async function listKept(place) {
  const list = place.querySelector("[data-kept]");
  const found = await recordings().catch(() => []);
  const shown = found.filter((one) => !place.dataset.of || one.question === place.dataset.of);
  list.querySelectorAll("audio").forEach((player) => URL.revokeObjectURL(player.src));
  list.replaceChildren(...shown.map((one) => row(place, one)));
  place.hidden = !shown.length;
}

function row(place, one) {
  const made = place.querySelector("template").content.cloneNode(true);
  const link = made.querySelector("a");
  link.replaceChildren(...withCode(one.title));
  link.href = one.address;
  const when = new Date(one.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  made.querySelector("[data-facts]").textContent = `${when}, ${sizeOf(one.blob)}`;
  whole(made.querySelector("audio"), one.blob);
  made.querySelector("button").addEventListener("click", async () => {
    await forgetRecording(one.id);
    await listKept(place);
    (place.hidden ? document.querySelector("h1") : place.querySelector("h2")).focus();
  });
  return made;
}
