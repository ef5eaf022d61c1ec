// Runs an example in this browser, in a worker that brings Python with it. The worker stays for the next run; stopping
// ends it.
const ONLY_ON_A_SERVER = /can't start new thread|does not support processes|No module named '(psycopg|greenlet|uvicorn)/;
let worker;
let turn = Promise.resolve();

export function runInBrowser(form, shown, signal) {
  const last = turn;
  const own = last.catch(() => undefined).then(() => runOne(form, shown, signal));
  turn = own;
  return own;
}

async function runOne(form, shown, signal) {
  signal.throwIfAborted();
  const kit = await (await fetch(form.action, { headers: { Accept: "application/json" }, signal })).json();
  shown.tell(worker ? kit.words.running : kit.words.bringing);
  worker ??= new Worker(kit.worker, { type: "module" });
  let written = "";
  const ended = await new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => (end(), reject(signal.reason)), { once: true });
    worker.onerror = (problem) => (end(), resolve({ verdict: "fault", why: problem.message }));
    worker.onmessage = ({ data }) => {
      if ("text" in data) (written += data.text.slice(0, 1 << 16)), shown.write(data.text);
      else if (data.running) shown.tell(kit.words.running);
      else resolve(data);
    };
    const { words, worker: _address, ...needed } = kit;
    worker.postMessage({ ...needed, base: location.origin, source: form.elements.source.value });
  });
  if (ended.why) shown.write(`${ended.why}\n`);
  if (ended.verdict === "fault") end();
  const server = ended.verdict === "failed" && (ended.missing || ONLY_ON_A_SERVER.test(written));
  shown.tell(server ? `${kit.words.failed} ${kit.words.server}` : kit.words[ended.verdict], ended);
}

function end() {
  worker?.terminate();
  worker = undefined;
}
