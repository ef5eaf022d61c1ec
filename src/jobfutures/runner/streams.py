"""Reading what a slot writes while it runs: bounded, passed on as it comes, never waited for after the end."""

import asyncio
import codecs
import os
from collections.abc import Callable
from contextlib import suppress
from typing import Literal

from jobfutures.runner.job import Output

Emit = Callable[[Output], None]
PIECE = 1 << 16


def ignore(_output: Output) -> None:
    """Nobody listens."""


class Streams:
    """Both streams of one program. `full` is done when more came than it may write."""

    def __init__(self, out: int, err: int, *, limit_bytes: int, emit: Emit = ignore) -> None:
        self.out, self.err, self.limit_bytes, self.emit = out, err, limit_bytes, emit
        self.loop = asyncio.get_running_loop()
        self.full: asyncio.Future[None] = self.loop.create_future()
        self.texts: dict[int, list[str]] = {out: [], err: []}
        decoder = codecs.getincrementaldecoder("utf-8")
        self.decoders = {place: decoder(errors="replace") for place in self.texts}
        self.names: dict[int, Literal["out", "err"]] = {out: "out", err: "err"}
        self.bytes_read = 0
        self.open = set(self.texts)
        for place in self.texts:
            os.set_blocking(place, False)
            self.loop.add_reader(place, self.read, place)

    def read(self, place: int) -> None:
        piece = b""
        try:
            piece = os.read(place, PIECE)
        except BlockingIOError:
            return
        except OSError:
            pass
        room = self.limit_bytes - self.bytes_read
        self.bytes_read += len(piece)
        text = self.decoders[place].decode(piece[: max(room, 0)], final=not piece)
        if text:
            self.texts[place].append(text)
            self.emit(Output(stream=self.names[place], text=text))
        if not piece:
            self.stop(place)
        elif self.bytes_read > self.limit_bytes and not self.full.done():
            self.full.set_result(None)

    def stop(self, place: int) -> None:
        if place in self.open:
            self.open.discard(place)
            self.loop.remove_reader(place)

    def finish(self) -> tuple[str, str]:
        """Take what is still in the pipes and return all of it: standard output, standard error."""
        for place in list(self.open):
            with suppress(OSError):
                while place in self.open and self.bytes_read <= self.limit_bytes:
                    before = self.bytes_read
                    self.read(place)
                    if self.bytes_read == before:
                        break
            self.stop(place)
        return "".join(self.texts[self.out]), "".join(self.texts[self.err])
