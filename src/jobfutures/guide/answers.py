"""How a run is answered: line by line to our script, whole for a page, and what it is refused with."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from jobfutures.accounts.limits import seconds_to_wait, visitor
from jobfutures.accounts.models import User
from jobfutures.guide.rules import visible
from jobfutures.guide.running import sentence
from jobfutures.runner.errors import RunnerBusy, RunnerError, WrongJob
from jobfutures.runner.job import Outcome, Output

LINES = "application/x-ndjson"


class Refusal(Exception):
    """The example was not run; `sentence` says why. wait: seconds until it may be.  browser: it may be there."""

    def __init__(self, status: int, sentence: str, *, wait: int = 0, browser: bool = False) -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.wait, self.browser = status, sentence, wait, browser

    def told_when[Answer: HttpResponse](self, answer: Answer) -> Answer:
        if self.wait:
            answer.headers["Retry-After"] = str(self.wait)
        return answer


@dataclass(frozen=True)
class Ended:
    """A run that is over: what it wrote, ready to be shown, and how it went."""

    text: str
    verdict: str
    sentence: str
    wall_ms: int


def check_limits(request: HttpRequest, at: datetime) -> None:
    """Count a run by network address and by account. Raises Refusal where one of them has had too many."""
    tries = [("run", visitor(request))]
    if isinstance(request.user, User):
        tries.append(("run-person", str(request.user.pk)))
    for kind, who in tries:
        wait = seconds_to_wait(kind, who, at)
        if wait:
            text = _(
                "That were many runs in a short time. Your text is still here; the next run is taken in %(wait)s s."
            )
            raise Refusal(429, text % {"wait": wait}, wait=wait)


def refusal_of(error: RunnerError) -> Refusal:
    if isinstance(error, RunnerBusy):
        return Refusal(429, _("Every sandbox is busy. Your text is still here; run it again in a few seconds."), wait=3)
    if isinstance(error, WrongJob):
        return Refusal(422, str(error))
    text = _("No sandbox answers at the moment. Your text is still here.")
    return Refusal(503, text, wait=30, browser=True)


def wants_lines(request: HttpRequest) -> bool:
    return LINES in request.headers.get("Accept", "")


def line(**said: Any) -> bytes:
    return json.dumps(said).encode() + b"\n"


def line_by_line(pieces: Iterator[Output | Outcome]) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(lines(pieces), content_type=LINES)
    answer.headers["X-Accel-Buffering"] = "no"  # a proxy before us would wait for the end
    return answer


def lines(pieces: Iterator[Output | Outcome]) -> Iterator[bytes]:
    """Yield what is written as it comes, and at the end how it went."""
    try:
        for piece in pieces:
            if isinstance(piece, Output):
                yield line(stream=piece.stream, text=visible(piece.text))
            else:
                yield line(verdict=piece.verdict, wall_ms=round(piece.wall_ms), sentence=sentence(piece))
    except RunnerError:
        yield line(verdict="fault", wall_ms=0, sentence=_("The sandbox was lost while it ran. Please run it again."))


def one_line(refusal: Refusal) -> HttpResponse:
    said = line(verdict="refused", wall_ms=0, sentence=refusal.sentence, browser=refusal.browser)
    return refusal.told_when(HttpResponse(said, status=refusal.status, content_type=LINES))


def whole(pieces: Iterator[Output | Outcome]) -> Ended:
    """Wait for the end of a run. One that is lost on its way has ended as well."""
    texts, last = [], {}
    for said in map(json.loads, lines(pieces)):
        texts.append(said.get("text", ""))
        last = said
    return Ended("".join(texts), last["verdict"], last["sentence"], last["wall_ms"])
