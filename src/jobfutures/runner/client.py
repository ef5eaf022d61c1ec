"""What web and worker use: give a job to one of the runners, get its output and its one verdict."""

import itertools
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx

from jobfutures.runner import origin
from jobfutures.runner.errors import NotBelieved, RunnerBusy, RunnerError, RunnerUnavailable, WrongJob
from jobfutures.runner.job import JOB, OUTCOME, OUTPUT, Job, Outcome, Output, Tier
from jobfutures.runner.signing import is_signed, signature
from jobfutures.runner.tier import State

CONNECT_S, ANSWER_S, STATE_S, EXPECT_S = 2.0, 75.0, 2.0, 0.2


class Client:
    """Spreads jobs over several runners. addresses: `unix:/path` or `http://host:port`; keys: address -> key of that
    host."""

    def __init__(self, addresses: Sequence[str], keys: Mapping[str, bytes] | None = None) -> None:
        self.hosts = [Host(address, (keys or {}).get(address)) for address in addresses]
        self.turns = itertools.count()

    def close(self) -> None:
        """Close every connection."""
        for host in self.hosts:
            host.http.close()

    def in_turn(self) -> list["Host"]:
        first = next(self.turns) % len(self.hosts) if self.hosts else 0
        return self.hosts[first:] + self.hosts[:first]

    def stream(self, job: Job) -> Iterator[Output | Outcome]:
        """Run a job: pieces of output as they come, and at the end exactly one Outcome.

        A host that is busy or gone is passed over; a job whose code had not started is given to one more host.
        Raises RunnerBusy, RunnerUnavailable or WrongJob before the first piece.
        """
        refusals: list[RunnerError] = []
        for host in self.in_turn():
            started = False
            try:
                for piece in host.stream(job):
                    started = started or piece is not None
                    if piece is not None:
                        yield piece
                return
            except WrongJob:
                raise
            except RunnerError as error:
                if started:
                    raise
                refusals.append(error)
                if isinstance(error, LostBeforeStart) and sum(isinstance(one, LostBeforeStart) for one in refusals) > 1:
                    break
        busy = next((error for error in refusals if isinstance(error, RunnerBusy)), None)
        raise busy or (refusals[0] if refusals else RunnerUnavailable("No runner is configured on this site."))

    def run(self, job: Job) -> Outcome:
        """Run a job and return its outcome. Raises as `stream` does."""
        return next(piece for piece in self.stream(job) if isinstance(piece, Outcome))

    def expect_work(self) -> None:
        """Let sandboxes of this host that rest be ready for a job that comes soon; nothing is wrong where none does."""
        for host in self.hosts:
            if host.is_private and host.is_there():
                with suppress(httpx.HTTPError):
                    host.http.post("/expect", timeout=EXPECT_S)

    def states(self) -> dict[str, State | None]:
        """Ask every runner for its state; None where it does not answer."""
        return {host.address: host.state() for host in self.hosts}

    def state(self) -> State:
        """Return the state of the best runner that answers; tier NONE with a reason where none does."""
        answers = [state for state in self.states().values() if state]
        none = State(
            tier=Tier.NONE, reason="No runner answers.", fix="Start one: jobfutures serve, or jobfutures runner."
        )
        return max(answers, key=lambda state: list(Tier).index(state.tier), default=none)


class LostBeforeStart(RunnerUnavailable):
    """The host went away before the code of the job had started."""


class Host:
    """One runner: its address, its key, one pool of connections."""

    def __init__(self, address: str, key: bytes | None) -> None:
        self.address, self.key, self.is_private = address, key, address.startswith("unix:")
        limits = httpx.Limits(max_keepalive_connections=4)
        if self.is_private:
            place, url = address.removeprefix("unix:"), "http://runner"
        else:
            place, url = None, address
        # Certificates are 6 MiB in every process that reads them: only for an address that needs them.
        transport = httpx.HTTPTransport(uds=place, limits=limits, verify=url.startswith("https:"))
        timeout = httpx.Timeout(ANSWER_S, connect=CONNECT_S)
        self.http = httpx.Client(base_url=url, transport=transport, timeout=timeout, trust_env=False)

    def is_there(self) -> bool:
        """Tell whether there is a socket to connect to; httpx leaves one open that it could not connect."""
        return not self.is_private or Path(self.address.removeprefix("unix:")).exists()

    def state(self) -> State | None:
        if not self.is_there():
            return None
        try:
            return State.from_facts(self.http.get("/healthz", timeout=STATE_S).json())
        except (httpx.HTTPError, ValueError, KeyError):
            return None

    def stream(self, job: Job) -> Iterator[Output | Outcome | None]:
        """Yield None when the code starts, then its output, then the outcome. Raises RunnerError of the fitting
        kind."""
        if not self.is_there():
            raise RunnerUnavailable("The runner does not answer: it has not been started, or it has ended.")
        body = JOB.dump_json(job)
        said_at = str(int(time.time()))
        headers = {"content-type": "application/json", **origin.headers()}
        if self.key:
            headers |= {"x-runner-time": said_at, "x-runner-signature": signature(self.key, said_at.encode(), body)}
        started = False
        with self.answers(body, headers) as lines:
            try:
                for line in lines:
                    message = json.loads(line)
                    if "outcome" in message:
                        yield self.outcome(job, message)
                        return
                    started = True
                    yield OUTPUT.validate_python(message["output"]) if "output" in message else None
            except (httpx.HTTPError, ValueError) as error:
                raise self.lost(error, started=started) from error
        raise self.lost(None, started=started)

    @contextmanager
    def answers(self, body: bytes, headers: dict[str, str]) -> Iterator[Iterator[str]]:
        try:
            with self.http.stream("POST", "/jobs", content=body, headers=headers) as response:
                if response.status_code != httpx.codes.OK:
                    response.read()
                    raise refusal(response)
                yield response.iter_lines()
        except httpx.ConnectError as error:
            raise RunnerUnavailable(f"The runner does not answer: {error}.") from error
        except httpx.HTTPError as error:
            raise self.lost(error, started=False) from error

    def outcome(self, job: Job, message: dict[str, Any]) -> Outcome:
        text = message["outcome"]
        if self.key and not is_signed(self.key, message["signature"], job.id.encode(), text.encode()):
            raise RunnerUnavailable("The answer of a runner was not signed with its key and was not believed.")
        outcome = OUTCOME.validate_json(text)
        if outcome.job != job.id:
            raise RunnerUnavailable("A runner answered for another job and was not believed.")
        return outcome

    def lost(self, error: Exception | None, *, started: bool) -> RunnerError:
        kind = RunnerUnavailable if started else LostBeforeStart
        return kind(f"The connection to the runner was lost{f': {error}' if error else ''}.")


def refusal(response: httpx.Response) -> RunnerError:
    kinds: dict[int, type[RunnerError]] = {401: NotBelieved, 409: WrongJob, 422: WrongJob, 429: RunnerBusy}
    try:
        reason = str(response.json()["reason"])
    except (ValueError, KeyError):
        reason = f"The runner answered {response.status_code}."
    return kinds.get(response.status_code, RunnerUnavailable)(reason)
