"""A bell between processes of one host: a named pipe in the data folder, rung by whoever has made work for another.

Nobody depends on it. Who does not hear it, on another host or on a file system without named pipes, looks by itself a
moment later.
"""

import os
import select
import stat
import time
from contextlib import suppress
from pathlib import Path

MUCH = 1 << 16  # what a pipe holds


def ring(place: Path) -> None:
    """Wake whoever listens there, or who listens next; without any, this does nothing."""
    with suppress(OSError):  # nobody is there, or nobody has listened to the last few thousand
        pipe = os.open(place, os.O_WRONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            os.write(pipe, b".")
        finally:
            os.close(pipe)


class Ear:
    """Listens. Of several at the same place one wakes."""

    def __init__(self, place: Path) -> None:
        with suppress(OSError):
            os.mkfifo(place, 0o600)
        self.pipe: int | None = None
        with suppress(OSError):
            self.pipe = os.open(place, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
            if not stat.S_ISFIFO(os.fstat(self.pipe).st_mode):
                self.close()

    def wait(self, longest_s: float) -> None:
        """Return when the bell rings or has rung since the last time, at the latest after so many seconds."""
        if self.pipe is None:
            time.sleep(longest_s)
        elif select.select([self.pipe], [], [], longest_s)[0]:
            with suppress(OSError):
                os.read(self.pipe, MUCH)

    def close(self) -> None:
        if self.pipe is not None:
            os.close(self.pipe)
            self.pipe = None
