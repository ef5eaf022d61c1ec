"""The partner as the checks play it: answers by a script, remembers what it was sent and how long it was waited for."""

from typing import Any

from grading import Run

from jobfutures.runner.inside.calls import CallFailed, Reply, Upstream, callback


def answer(status: int, body: Any = None, **headers: str) -> dict[str, Any]:
    return {
        "status": status,
        "headers": {name.replace("_", "-"): value for name, value in headers.items()},
        "body": body,
    }


def request(run: Run, method: str, **headers: str) -> dict[str, Any]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return {
        "method": method,
        "path": f"/hotels/{run.random.randrange(10**6)}",
        "headers": named,
        "body": {"n": run.random.randrange(10**6)},
    }


def get(run: Run) -> dict[str, Any]:
    return request(run, "GET")


def post(run: Run, **headers: str) -> dict[str, Any]:
    return request(run, "POST", **headers)


class Partner:
    """script: for each attempt an answer, or the name of an exception; the last one is repeated."""

    def __init__(self, run: Run, script: list[Any]) -> None:
        self.run, self.script, self.sent = run, script, 0
        assert run.calls is not None
        self.calls = run.calls
        self.calls.answering = {"send": self.send, "sleep": lambda _asked: Reply(None)}

    def send(self, _asked: Upstream) -> Reply:
        step = self.script[min(self.sent, len(self.script) - 1)]
        self.sent += 1
        return Reply(error=step, message="the partner does not answer") if isinstance(step, str) else Reply(step)

    def perform(self, asked: dict[str, Any], policy: dict[str, float]) -> Any:
        return self.run.call("perform", asked, policy, callback("send"), callback("sleep"))

    def raised(self, asked: dict[str, Any], policy: dict[str, float]) -> str:
        """Return the name of the exception that came out, "" where there was none."""
        try:
            self.perform(asked, policy)
        except CallFailed as failed:
            return failed.kind
        return ""

    def told(self) -> list[str]:
        return [one.name for one in self.calls.last.upstream]

    def requests(self) -> list[Any]:
        return [one.args[0] for one in self.calls.last.upstream if one.name == "send"]

    def waits(self) -> list[float]:
        found = [(one.args or [None])[0] for one in self.calls.last.upstream if one.name == "sleep"]
        self.run.expect(
            all(type(one) in (int, float) for one in found), f"sleep() was called with {found!r}, not with seconds."
        )
        return found

    def waits_are_within(self, bounds: list[tuple[float, float]]) -> None:
        found = self.waits()
        self.run.same(len(found), len(bounds), "Number of waits")
        for number, (wait, (least, most)) in enumerate(zip(found, bounds, strict=True), start=1):
            self.run.expect(
                least <= wait <= most, f"Wait {number} was {wait:g} s; expected between {least:g} and {most:g} s."
            )
