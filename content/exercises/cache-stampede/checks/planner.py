"""The planner as the checks play it."""

from typing import Any

from grading import Run

from jobfutures.runner.inside.calls import Reply, Upstream, callback


class Planner:
    """replies: stop -> Reply, for every load of it.

    Stops are new in every check: the cache lives as long as the process.
    """

    def __init__(self, run: Run) -> None:
        self.run = run
        assert run.calls is not None
        self.calls = run.calls
        self.replies: dict[str, Reply] = {}
        self.loads: list[str] = []
        self.calls.answering = {"load": self.load}
        self.at(float(run.random.randrange(0, 10**6)))

    def stop(self, value: Any, *, after_s: float = 0.05) -> str:
        """Make up a stop with a timetable."""
        name = f"stop-{self.run.random.randrange(10**12)}"
        self.replies[name] = Reply(value, after_s)
        return name

    def timetable(self) -> list[str]:
        return [f"{self.run.random.randrange(24):02}:{self.run.random.randrange(60):02}" for _ in range(3)]

    def breaks(self, stop: str, error: str) -> None:
        self.replies[stop] = Reply(after_s=0.05, error=error, message="the planner has failed")

    def load(self, asked: Upstream) -> Reply | None:
        self.loads.append(asked.args[0])
        return self.replies.get(asked.args[0])

    def at(self, seconds: float) -> None:
        self.now = seconds
        self.run.call("set_clock", seconds)

    def later(self, seconds: float) -> None:
        self.at(self.now + seconds)

    def visit(self, stops: list[str], **leaving: list[int]) -> Any:
        self.loads.clear()
        return self.run.call("visit", stops, callback("load"), **leaving)

    def loaded(self, stop: str) -> int:
        """Return how often a stop was loaded during the last visit."""
        return self.loads.count(stop)
