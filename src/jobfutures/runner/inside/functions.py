"""Serves the functions of a candidate's module: the grader calls, results and errors go back, callbacks go to the
grader and back.

grader -> {"id": 1, "call": "fetch_all", "args": [..], "kwargs": {..}}      {"$callback": "fetch"} in args stands for
a function of the grader
candidate -> {"id": 1, "result": ..} or {"id": 1, "error": {"type", "message", "frames"}}
candidate -> {"callback": 7, "name": "fetch", "args": [..]}, later maybe {"cancelled": 7};   grader -> {"callback": 7,
"result": ..} or {.., "error": type, "message"}
"""

import asyncio
import builtins
import inspect
import itertools
import socket
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jobfutures.runner.inside import candidate, frames


def main(request: dict[str, Any], channels: list[int]) -> int:
    channel = candidate.open_up(request, channels)
    try:
        module = candidate.load(request["app"], has_database=len(channels) > candidate.DATABASE_CHANNEL)
    except BaseException as error:  # noqa: BLE001 - the candidate's code may raise anything; it is shown to them
        candidate.show(error)
        return 1
    asyncio.run(Server(channel, module).serve())
    return 0


class Server:
    """Coroutine functions run in the loop, plain ones in a thread; both may call back."""

    def __init__(self, channel: socket.socket, module: Any) -> None:
        self.channel, self.module = channel, module
        self.sending = threading.Lock()
        self.numbers = itertools.count(1)
        self.open: dict[int, asyncio.Future[Any]] = {}
        self.tasks: set[asyncio.Task[None]] = set()

    async def serve(self) -> None:
        """Read in a thread, so that code that blocks the loop blocks itself only."""
        self.running = asyncio.get_running_loop()
        ended = self.running.create_future()
        threading.Thread(target=self.read, args=(ended,), daemon=True).start()
        await ended

    def read(self, ended: asyncio.Future[None]) -> None:
        try:
            while True:
                message = frames.receive(self.channel)
                self.running.call_soon_threadsafe(self.take, message)
        except (OSError, RuntimeError):
            self.running.call_soon_threadsafe(settle, ended)

    def take(self, message: dict[str, Any]) -> None:
        if "call" in message:
            task = asyncio.create_task(self.call(message))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)
            return
        future = self.open.pop(message["callback"], None)
        if future is None or future.done():
            return
        if "error" in message:
            kind = getattr(builtins, message["error"], RuntimeError)
            future.set_exception(
                kind(message["message"]) if issubclass(kind, Exception) else RuntimeError(message["message"])
            )
        else:
            future.set_result(message["result"])

    async def call(self, message: dict[str, Any]) -> None:
        try:
            function = self.module
            for part in message["call"].split("."):
                function = getattr(function, part)
            is_coroutine = inspect.iscoroutinefunction(function)
            arguments = [self.resolve(value, is_coroutine=is_coroutine) for value in message["args"]]
            named = {name: self.resolve(value, is_coroutine=is_coroutine) for name, value in message["kwargs"].items()}
            if is_coroutine:
                result = await function(*arguments, **named)
            else:
                result = await asyncio.to_thread(function, *arguments, **named)
                if inspect.isgenerator(result):
                    result = await asyncio.to_thread(list, result)
            self.send({"id": message["id"], "result": result})
        except BaseException as error:  # noqa: BLE001 - the error is the answer
            candidate.show(error)
            self.send({"id": message["id"], "error": described(error)})

    def resolve(self, value: Any, *, is_coroutine: bool) -> Any:
        """Put a function that calls the grader where it named one."""
        if type(value) is dict and set(value) == {"$callback"}:
            return self.calling(value["$callback"]) if is_coroutine else self.calling_and_waiting(value["$callback"])
        return value

    def calling(self, name: str) -> Callable[..., Any]:
        async def call_grader(*arguments: Any, **named: Any) -> Any:
            number = next(self.numbers)
            future = self.open[number] = self.running.create_future()
            self.send({"callback": number, "name": name, "args": list(arguments), "kwargs": named})
            try:
                return await future
            except asyncio.CancelledError:
                self.open.pop(number, None)
                self.send({"cancelled": number})
                raise

        return call_grader

    def calling_and_waiting(self, name: str) -> Callable[..., Any]:
        call_grader = self.calling(name)

        def call_and_wait(*arguments: Any, **named: Any) -> Any:
            return asyncio.run_coroutine_threadsafe(call_grader(*arguments, **named), self.running).result()

        return call_and_wait

    def send(self, message: dict[str, Any]) -> None:
        with self.sending:
            try:
                frames.send(self.channel, message)
            except (TypeError, ValueError, frames.TooLarge) as error:
                frames.send(
                    self.channel,
                    {
                        "id": message.get("id"),
                        "error": {"type": "TypeError", "message": f"not JSON: {error}", "frames": []},
                    },
                )


def settle(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)


def described(error: BaseException) -> dict[str, Any]:
    here = str(Path.cwd())
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(here)]
    shown = [f"{Path(frame.filename).relative_to(here)}:{frame.lineno} in {frame.name}" for frame in own][-5:]
    return {"type": type(error).__name__, "message": str(error)[:500], "frames": shown}
