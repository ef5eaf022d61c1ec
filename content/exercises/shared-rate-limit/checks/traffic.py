"""Clients and their requests as the checks make them up."""

from grading import Answer, Http, Run


class Clientele:
    """One client with a key of its own, and a clock that the checks set."""

    def __init__(self, run: Run, per_minute: int = 5) -> None:
        self.run = run
        self.key = f"key-{run.random.randrange(10**12)}"
        self.now_ms = 1_767_225_600_000 + 60_000 * run.random.randrange(10**5) + run.random.randrange(10_000, 20_000)
        run.db.write("insert into client values (?, ?)", self.key, per_minute)

    def start(self, http: Http, after_ms: int = 0) -> Http:
        """Send a request after_ms after the client's first moment."""
        headers = {"X-API-Key": self.key, "X-Request-Start": f"t={self.now_ms + after_ms}"}
        return http.start("GET", f"/tides/{self.run.random.choice(['Leith', 'Hull', 'Cork'])}", headers=headers)

    def ask(self, after_ms: int = 0, *, worker: int = 0) -> Answer:
        return self.start(self.run.http(worker), after_ms).wait()

    def statuses(self, moments: list[int], *, worker: int = 0) -> list[int]:
        return [self.ask(after_ms, worker=worker).status for after_ms in moments]

    def passes(self, moments: list[int], what: str) -> None:
        self.run.same(self.statuses(moments), [200] * len(moments), what)

    def is_refused(self, after_ms: int, wait_s: int, what: str) -> None:
        answer = self.ask(after_ms)
        self.run.same(answer.status, 429, f"Status of {what}")
        self.run.same(answer.headers.get("retry-after"), str(wait_s), f"Retry-After of {what}")
