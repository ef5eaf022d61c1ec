"""Runs many programs, each in a process of its own forked from one that is warm, and tells what each did.

Programs that import nothing but the standard library come first, before the frameworks are there: a process is forked
and ended in a third of the time while it is small.

    python run_many.py PROJECT < '{"name": "source", ...}' > '{"name": {"output": ..., ...}, ...}'

Used by tests and tools, for programs of the repository only: there is no wall around them.
"""

import gc
import importlib
import io
import json
import os
import re
import resource
import select
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import redirect_stdout, suppress
from pathlib import Path
from typing import Any, NoReturn

ENTRY = "program.py"
IMPORTS = re.compile(r"^[ \t]*(?:from|import)[ \t]+([a-z_]\w*(?:\.\w+)*)", re.MULTILINE)
WALL_S = 60.0  # far more than a program may take, for a machine that has much to do
HERE = Path(__file__).parent


def run_one(source: str, folder: Path) -> dict[str, Any]:
    """Run one program in a folder of its own; return what it did."""
    box = folder / "box"
    box.mkdir(parents=True)
    (box / ENTRY).write_text(source, encoding="utf-8")
    began_s, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    child = os.fork()
    if child == 0:
        live(folder)
    handle = os.pidfd_open(child)
    in_time = bool(select.select([handle], [], [], WALL_S)[0])
    os.close(handle)
    if not in_time:
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = folder / "ended.json"
    lost = "its process ended" if in_time else f"did not end within {WALL_S:g} s"
    exception, line, shown = json.loads(told.read_text()) if told.exists() else ("", 0, "")
    return {
        "output": (folder / "out").read_text(encoding="utf-8"),
        "errors": (folder / "err").read_text(encoding="utf-8"),
        "exception": exception,
        "line": line,
        "traceback": shown,
        "wall_ms": round((time.monotonic() - began_s) * 1000),
        "cpu_ms": round((used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime) * 1000),
        "lost": "" if told.exists() else lost,
    }


def live(folder: Path) -> NoReturn:
    """Be the process of one program."""
    try:
        for number, name in ((1, "out"), (2, "err")):
            os.dup2(os.open(folder / name, os.O_WRONLY | os.O_CREAT), number)
        os.chdir(folder / "box")
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123 - until the process ends
        sys.stdout = open(1, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
        ended = importlib.import_module("run_prediction").run(ENTRY)
        sys.stderr.flush()
        (folder / "ended.json").write_text(json.dumps(ended))
    finally:
        os._exit(0)


def run_each(programs: dict[str, str], folder: Path) -> dict[str, dict[str, Any]]:
    gc.collect()
    gc.freeze()  # a program's own collection need not look at what was there before
    return {name: run_one(source, folder / str(number)) for number, (name, source) in enumerate(programs.items())}


def import_ahead(sources: Iterable[str]) -> None:
    """Import the modules that programs name in an import of their own, once for all of them."""
    named = Counter(name for source in sources for name in set(IMPORTS.findall(source)))
    for name, times in sorted(named.items()):
        if times > 1:
            with suppress(Exception), redirect_stdout(io.StringIO()):
                importlib.import_module(name)


def main() -> int:
    os.environ.pop("EXAMPLES_DATABASE_URL", None)  # the tables of predictions are SQLite's, in memory
    sys.path[:0] = [str(HERE), str(Path(sys.argv[1]).absolute())]
    programs: dict[str, str] = json.loads(sys.stdin.read())
    one = importlib.import_module("run_prediction")
    one.warm_standard()
    plain = {name: source for name, source in programs.items() if one.imported(source) <= sys.stdlib_module_names}
    with tempfile.TemporaryDirectory(prefix="jobfutures-") as folder:
        import_ahead(plain.values())
        ran = run_each(plain, Path(folder, "plain"))
        if rest := {name: source for name, source in programs.items() if name not in plain}:
            one.warm()
            import_ahead(rest.values())
            ran |= run_each(rest, Path(folder, "rest"))
    sys.stdout.write(json.dumps(ran))
    return 0


if __name__ == "__main__":
    sys.exit(main())
