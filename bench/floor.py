"""The floor: the same server, sending the bytes of the real pages from memory (FLOOR_FILE: a pickled dict by path)."""

import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

PAGES: dict[str, tuple[list[tuple[str, str]], bytes]] = pickle.loads(Path(os.environ["FLOOR_FILE"]).read_bytes())


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    query = environ.get("QUERY_STRING")
    headers, body = PAGES[environ["PATH_INFO"] + (f"?{query}" if query else "")]
    start_response("200 OK", headers)
    return [body]
