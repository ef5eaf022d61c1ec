"""schemathesis over the whole document, in the process and the transaction of one test."""

import logging
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from django.core.wsgi import get_wsgi_application
from django.db import connections
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema
from schemathesis.engine.recorder import ScenarioRecorder
from werkzeug.serving import WSGIRequestHandler, make_server

from jobfutures.api.document import document

Start = Callable[..., Any]
PHASES = ("examples", "coverage", "fuzzing", "stateful")
AVAILABILITY = "ensure_resource_availability"
STEPS = 6  # of one sequence


class SameDatabase:
    """The site for other threads, one request after the other: they see what the waiting test has made."""

    def __init__(self) -> None:
        self.site = get_wsgi_application()
        self.connection = connections["default"]
        self.connection.inc_thread_sharing()
        self.turn = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        with self.turn:
            connections["default"] = self.connection
            return list(self.site(environ, start_response))


class Quiet(WSGIRequestHandler):
    def log(self, kind: str, message: str, *args: Any) -> None:
        pass


@contextmanager
def served() -> Iterator[str]:
    """Serve the site of this test, one request after the other, without a word in the logs; yield its address."""
    server = make_server("127.0.0.1", 0, SameDatabase(), threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    logging.disable()
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        logging.disable(logging.NOTSET)


@dataclass
class Report:
    """cases: of each phase.  failures: what was found, each once."""

    cases: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    phases: set[str] = field(default_factory=set)


def config(
    address: str, token: str, phases: Collection[str], *, seed: int, examples: int, seconds: int
) -> SchemathesisConfig:
    """Return what is asked for. What fits the form need not fit the site: a refusal of such data is right."""
    accepted = ["2xx", "3xx", "400", "401", "403", "404", "409", "412", "422", "428"]
    return SchemathesisConfig.from_dict(
        {
            "seed": seed,
            "base-url": address,
            "max-time": seconds,
            "headers": {"Authorization": f"Bearer {token}"},
            "generation": {"max-examples": examples, "deterministic": False, "database": "none"},
            "checks": {
                "positive_data_acceptance": {"expected-statuses": accepted},
                "missing_required_header": {"expected-statuses": ["401", "403", "428"]},
                "negative_data_rejection": {"expected-statuses": [*accepted[2:], "405", "406", "415"]},
            },
            "phases": {
                **{name: {"enabled": name in phases} for name in PHASES},
                "stateful": {"enabled": "stateful" in phases, "max-steps": STEPS},
            },
        }
    )


def run(token: str, *, seed: int, examples: int, seconds: int) -> Report:
    """Ask every operation: examples, what lies at the edges, anything at all, and sequences that follow the links.

    examples: of each operation.  seconds: in all; each part gets as much, so that none is left out.
    """
    report, seen = Report(), set[str]()
    with served() as address:
        for phase in PHASES:
            chosen = config(
                address, token, [phase], seed=seed, examples=examples, seconds=max(seconds // len(PHASES), 1)
            )
            schema = schemathesis.openapi.from_dict(deepcopy(document()), config=chosen)  # it adds links
            for event in from_schema(schema).execute():
                read(event, report, seen)
    return report


def came_from_a_replay(recorder: ScenarioRecorder, case: str) -> bool:
    """Tell whether what a case asked for stood in the answer to a key that was sent again: it may have gone since."""
    parent = recorder.cases[case].parent_id
    interaction = recorder.interactions.get(parent) if parent else None
    return bool(interaction and interaction.response and "idempotency-replayed" in interaction.response.headers)


def read(event: events.EngineEvent, report: Report, seen: set[str]) -> None:
    if isinstance(event, events.ScenarioFinished):
        read_scenario(event, report, seen)
    elif isinstance(event, events.NonFatalError | events.FatalError):
        report.failures.append(f"{type(event).__name__}: {getattr(event, 'info', None) or event.exception}")


def read_scenario(event: events.ScenarioFinished, report: Report, seen: set[str]) -> None:
    phase = event.phase.value
    report.phases.add(phase)
    report.cases[phase] += len(event.recorder.cases)
    for case, checks in event.recorder.checks.items():
        for check in checks:
            if check.failure_info is None or (check.name == AVAILABILITY and came_from_a_replay(event.recorder, case)):
                continue
            failure = check.failure_info.failure
            asked = event.recorder.cases[case].value
            key = f"{check.name} {asked.method} {asked.path} {failure.title} {failure.message[:300]}"
            if key not in seen:
                seen.add(key)
                report.failures.append(f"[{phase}] {key}\n    {check.failure_info.code_sample[:600]}")
