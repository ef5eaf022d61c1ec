"""Files of named arrays, written once and then read where they lie, so that processes share one copy in memory.

First and last come the same eight bytes: what was cut off or written over is refused. Bytes written between are found
by where they begin; the arrays, and what else is said of the file, stand in a list at its end.
"""

import json
import mmap
import os
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

MARK = b"jobsect1"
ALIGNED = 8
Array = NDArray[Any]


class SectionWriter:
    """Writes one file, in a `with`: what was not ended is deleted."""

    def __init__(self, path: Path) -> None:
        self.path, self.is_whole = path, False
        self.file = path.open("x+b")
        self.length = self.file.write(MARK)
        self.arrays: dict[str, tuple[int, str, int]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()
        if not self.is_whole:
            self.path.unlink(missing_ok=True)

    def write(self, content: bytes) -> int:
        """Return where it begins."""
        begin = self.length
        self.length += self.file.write(content)
        return begin

    def read(self, begin: int, length: int) -> bytes:
        """Return what was written before. Flush first."""
        return os.pread(self.file.fileno(), length, begin)

    def flush(self) -> None:
        self.file.flush()

    def add(self, name: str, array: Array) -> None:
        self.write(b"\0" * (-self.length % ALIGNED))
        self.arrays[name] = (self.write(array.tobytes()), array.dtype.str, array.size)

    def end(self, said: dict[str, Any]) -> None:
        text = json.dumps({"arrays": self.arrays, "said": said}).encode()
        self.write(text + len(text).to_bytes(8, "little") + MARK)
        self.is_whole = True


class Sections:
    """Reads one file. Raises ValueError for what is none, OSError where there is none."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self.content = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        if self.content[:8] != MARK or self.content[-8:] != MARK or len(self.content) < 24:
            raise ValueError(f"{path.name} is broken")
        length = int.from_bytes(self.content[-16:-8], "little")
        told = json.loads(bytes(self.content[max(0, len(self.content) - 16 - length) : -16]))
        self.arrays: dict[str, tuple[int, str, int]] = told["arrays"]
        self.told: dict[str, Any] = told["said"]

    def array(self, name: str) -> Array:
        if name not in self.arrays:
            raise ValueError(f"no array {name}")
        begin, kind, number = self.arrays[name]
        return np.frombuffer(self.content, np.dtype(kind), number, begin)

    def said(self, name: str) -> Any:
        if name not in self.told:
            raise ValueError(f"nothing said of {name}")
        return self.told[name]

    def read(self, begin: int, length: int) -> bytes:
        return bytes(self.content[begin : begin + length])
