// Sends an example to the sandbox, and shows what comes back, line by line.
const MOST = 64 * 1024; // characters of output that are shown
const UNSEEN = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g; // as in rules.py

export async function runInSandbox(form, shown, signal) {
  const asked = { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/x-ndjson" }, signal };
  const answer = await fetch(form.action, asked);
  if (!answer.headers.get("Content-Type")?.includes("ndjson")) return shown.tell(answer.status === 429 ? form.dataset.often : form.dataset.stale);
  let ended = false;
  for await (const said of lines(answer.body)) {
    if ("text" in said) shown.write(said.text);
    else (ended = true), shown.tell(said.sentence, said);
    if (said.browser) form.dataset.bench = "browser"; // the next run needs no sandbox of ours
  }
  if (!ended) throw new Error("the answer ended early");
}

async function* lines(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let left = "";
  for (let one = await reader.read(); !one.done; one = await reader.read()) {
    const whole = (left + one.value).split("\n");
    left = whole.pop();
    for (const line of whole) yield JSON.parse(line);
  }
}

// Where output is shown, as text and nothing else; what turns, hides or overwrites other text is shown as its number.
export function panel(form) {
  const output = form.querySelector("[data-shown]");
  const [text, frame, status] = ["samp", "pre", "[role=status]"].map((name) => output.querySelector(name));
  let room = MOST;
  output.hidden = false;
  frame.hidden = true;
  text.textContent = "";
  const tell = (sentence, { verdict = "", wall_ms: ms = 0 } = {}) => {
    status.dataset.verdict = verdict;
    status.textContent = ms ? `${sentence} ${ms} ms` : sentence;
  };
  const write = (piece) => {
    if (room <= 0) return;
    const readable = piece.replaceAll("\r\n", "\n").replace(UNSEEN, named);
    frame.hidden = false;
    text.append(readable.slice(0, room));
    room -= readable.length;
    if (room <= 0) text.append(`\n${form.dataset.cut}`);
  };
  tell(form.dataset.running);
  return { write, tell };
}

function named(letter) {
  return `<U+${letter.charCodeAt().toString(16).toUpperCase().padStart(4, "0")}>`;
}
