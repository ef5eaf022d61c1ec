// Python for one page, in a worker of its own. Served with a policy that lets it compile WebAssembly, and nothing else.
const LOCK = { info: { abi_version: "2026_0", arch: "wasm32", platform: "emscripten_5_0_3", python: "3.14.2", version: "314.0.7" }, packages: {} };
const MOST = 1 << 18; // characters of output in one run
const unpacked = new Map(); // address -> a promise
let python;
let room = 0;

self.onmessage = async ({ data }) => {
  try {
    const code = await run(data);
    self.postMessage(code);
  } catch (problem) {
    self.postMessage({ verdict: "fault", why: String(problem).slice(-2000) });
  }
};

async function run({ python: home, base, packages, missing, files, entry, source }) {
  const wanted = imported(source);
  const needed = packages.filter(({ imports }) => !imports.length || imports.some((name) => wanted.has(name)));
  const coming = needed.flatMap(({ urls }) => urls).map((url) => [url, unpacked.has(url) ? null : fetch(new URL(url, base)).then(bytes)]);
  python ??= begin(new URL(home, base).href, files);
  const { interpreter, examples, place } = await python;
  for (const [url, archive] of coming) {
    if (!archive || unpacked.has(url)) continue;
    interpreter.unpackArchive(await archive, "zip", { extractDir: place });
    unpacked.set(url, true);
  }
  self.postMessage({ running: true });
  room = MOST;
  const began = performance.now();
  const code = examples.run(entry, source);
  const ended = { verdict: code ? "failed" : "ok", wall_ms: Math.round(performance.now() - began) };
  return { ...ended, missing: missing.some((name) => wanted.has(name)) };
}

async function begin(home, files) {
  const { loadPyodide } = await import(`${home}pyodide.mjs`);
  const interpreter = await loadPyodide({ indexURL: home, lockFileContents: JSON.stringify(LOCK), packageBaseUrl: home });
  const decoder = new TextDecoder();
  const write = (piece) => {
    const text = decoder.decode(piece, { stream: true }).slice(0, Math.max(room, 0));
    room -= text.length;
    if (text) self.postMessage({ text });
    return piece.length;
  };
  interpreter.setStdout({ write });
  interpreter.setStderr({ write });
  interpreter.FS.mkdirTree("/box");
  interpreter.FS.writeFile("/box/in_browser.py", files["in_browser.py"]);
  interpreter.runPython("import sys; sys.path.insert(0, '/box')");
  const examples = interpreter.pyimport("in_browser");
  examples.prepare(interpreter.toPy(files));
  const place = interpreter.runPython("import sysconfig; sysconfig.get_path('purelib')");
  return { interpreter, examples, place };
}

async function bytes(answer) {
  if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
  return answer.arrayBuffer();
}

// The first words of what a source imports, as far as its lines tell.
function imported(source) {
  const lines = source.matchAll(/^\s*(?:from\s+([\w.]+)|import\s+([\w., ]+))/gm);
  return new Set([...lines].flatMap(([, one, many]) => (one ?? many).split(",").map((name) => name.trim().split(/[ .]/)[0])));
}
