"""The carriers as the checks play them."""

from typing import Any

from grading import Run

from jobfutures.runner.inside.calls import CallFailed, Reply, Upstream, callback

HANGS = Reply(99, after_s=2.2)  # a carrier that answers long after everybody has stopped waiting


class Market:
    """carriers: name -> Reply.

    Names are new in every check, so that what an earlier check left behind is told apart.
    """

    def __init__(self, run: Run, *replies: Reply) -> None:
        self.run = run
        assert run.calls is not None
        self.calls = run.calls
        numbers = run.random.sample(range(1000, 10**6), len(replies))
        self.carriers = dict(zip([f"carrier-{number}" for number in numbers], replies, strict=True))
        self.names = list(self.carriers)
        self.calls.answering = {"fetch": self.answer}
        self.most_open = 0

    def answer(self, asked: Upstream) -> Reply | None:
        mine = [one for one in self.asked() if not one.answered and not one.cancelled]
        self.most_open = max(self.most_open, len(mine))
        return self.carriers.get(asked.args[0])

    def asked(self) -> list[Upstream]:
        return [one for one in self.calls.last.upstream if one.args and one.args[0] in self.carriers]

    def compare(self, **limits: float) -> Any:
        return self.run.call(
            "compare", self.names, {"most_open": 20, "each_s": 20.0, "total_s": 30.0} | limits, callback("fetch")
        )

    def compare_until_closed(self, open_s: float, **limits: float) -> Any:
        given = {"most_open": 20, "each_s": 20.0, "total_s": 30.0} | limits
        return self.run.call("compare_until_closed", self.names, given, open_s, callback("fetch"))

    def raised(self, **limits: float) -> str:
        """Return the name of the exception that came out, "" where there was none."""
        try:
            self.compare(**limits)
        except CallFailed as failed:
            return failed.kind
        return ""

    def quoted(self, found: Any) -> list[str]:
        """Return the names of the carriers with a quote, in the order of `names`."""
        with_quote = {one["carrier"] for one in found["quotes"]}
        return [name for name in self.names if name in with_quote]

    def nothing_is_open(self, when: str) -> None:
        left = [one for one in self.asked() if not one.answered and not one.cancelled]
        self.run.expect(not left, f"{len(left)} of {len(self.asked())} requests to carriers were still open {when}.")


def price(run: Run, after_s: float = 0.0) -> Reply:
    return Reply(run.random.randrange(300, 9000), after_s)


def down() -> Reply:
    return Reply(error="ConnectionError", message="the carrier is down")
