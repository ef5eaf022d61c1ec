"""A plain Python program, run as `python main.py` would run it, in an interpreter that is already warm."""

import atexit
import io
import sys
import threading
import traceback
import types
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, cast


def main(request: dict[str, Any], _channels: list[int]) -> int:
    """Run the entry file as `__main__`; return its exit code."""
    open_streams()
    code = run_as_main(request["entry"])
    for finish in (threading._shutdown, atexit._run_exitfuncs):  # type: ignore[attr-defined]  # what the interpreter does at its end
        with suppress(BaseException):
            finish()
    flush_streams()
    return code


def open_streams() -> None:
    """Fresh text streams: whatever the program writes is sent, also what is no valid text."""
    sys.stdout = open(1, "w", buffering=1 << 13, encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115


def show_lines_at_once() -> None:
    cast("io.TextIOWrapper", sys.stdout).reconfigure(line_buffering=True)


def flush_streams() -> None:
    for stream in (sys.stdout, sys.stderr):
        with suppress(BaseException):
            stream.flush()


def run_as_main(entry: str) -> int:
    place = Path.cwd() / entry
    module = types.ModuleType("__main__")
    module.__file__ = str(place)
    module.__dict__["__builtins__"] = __builtins__
    sys.modules["__main__"] = module
    sys.argv = [str(place)]
    try:
        exec(compile(place.read_bytes(), place, "exec"), module.__dict__)  # noqa: S102 - this is what a sandbox is for
    except SystemExit as end:
        return exit_code(end)
    except BaseException as error:  # noqa: BLE001 - shown to the person, as Python shows it
        show(error)
        return 1
    return 0


def exit_code(end: SystemExit) -> int:
    if end.code is None or isinstance(end.code, int):
        return end.code or 0
    sys.stderr.write(f"{end.code}\n")
    return 1


def show(error: BaseException) -> None:
    """Print the traceback from the program's own first frame on."""
    own: TracebackType | None = error.__traceback__
    here = str(Path.cwd())
    while own and not own.tb_frame.f_code.co_filename.startswith(here):
        own = own.tb_next
    with suppress(BaseException):
        traceback.print_exception(type(error), error, own)
