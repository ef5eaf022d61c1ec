"""What is said with static files: how long they are good for, and what the one that runs WebAssembly may do."""

from collections.abc import MutableMapping

NAMED_FOR_GOOD = ("kit/vendor/codemirror/", "kit/vendor/pyodide/")  # folders whose files name each other, and a version
# What browsers may keep for ever: names that hold a hash of ours, and those folders.
IMMUTABLE = r"/(.+\.[0-9a-f]{12}\.\w+|kit/vendor/(codemirror|pyodide)/.+)$"
# A worker is ruled by the policy that comes with its own script: pages stay without 'wasm-unsafe-eval'.
WORKERS = {"browser-run": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"}


def add_headers(headers: MutableMapping[str, str], _path: str, url: str) -> None:
    """Give a worker its policy. WhiteNoise calls this for every file when the process starts."""
    policy = WORKERS.get(url.rpartition("/")[2].partition(".")[0])
    if policy:
        headers["Content-Security-Policy"] = policy
