"""Who acts for a company through the API: a member with their own token, or a program of the company's with its own."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from jobfutures.api.auth import Caller, reads_tokens
from jobfutures.api.errors import invalid
from jobfutures.api.policies import ApiRequest
from jobfutures.api.problems import refuses
from jobfutures.clients.queries.bearers import bearer_of
from jobfutures.companies.models import ACTING, Company
from jobfutures.disclosure.reading import Reader, reader_for
from jobfutures.hiring.commands import answering, applying, cards, deciding, interviews, own
from jobfutures.hiring.commands.moving import CannotAct
from jobfutures.hiring.models import Application, Interview
from jobfutures.hiring.queries.answering import found_for
from jobfutures.hiring.queries.interviews import seen
from jobfutures.kit.offers import Value
from jobfutures.ledger.transitions import IllegalTransition

STALE = _("Read it again, and decide anew. Nothing was changed.")
refuses(
    IllegalTransition, "state-has-moved-on", _("Its state does not allow this"), _("Read it again: it has moved on.")
)
refuses(CannotAct, "cannot-act", _("This cannot be done now"), _("The `detail` says why, and what to do."))
refuses(own.TooOften, "too-many-messages", _("Too many messages within an hour"), _("Send it later."), status=429)
refuses(
    applying.StalePreview,
    "preview-changed",
    _("What would be sent has changed"),
    _("Read the preview again, look at it, and send its `seal`. Nothing was sent."),
)
refuses(applying.IsStale, "draft-is-stale", _("The draft was changed or sent elsewhere"), STALE)
refuses(answering.IsStale, "application-is-stale", _("Something happened to the application"), STALE)
refuses(interviews.IsStale, "interview-is-stale", _("Somebody changed the interview"), STALE)
refuses(deciding.CannotDecide, "cannot-decide", _("Nothing was decided"), _("The `detail` says what is missing."))
refuses(cards.CannotWrite, "cannot-write-card", _("The card stays as it is"), _("The `detail` says why."))

ACTS = (CannotAct, IllegalTransition)


@reads_tokens
def of_program(secret: str, at: datetime) -> Caller | None:
    """Read a token that a program of a company got for an hour: it stands for the program's own account."""
    bearer = bearer_of(secret, at)
    if bearer is None:
        return None
    return Caller(f"client:{bearer.client.pk}", bearer.actor, frozenset(bearer.scopes))


def reader_of(request: ApiRequest, company: str) -> Reader:
    """Return who asks as a member of a company. Raises Http404 for everybody else."""
    found = reader_for(request.person, company)
    if found is None or found.company is None:
        raise Http404
    return found


def company_of(reader: Reader) -> Company:
    if reader.company is None:
        raise Http404
    return reader.company


def acting(request: ApiRequest, company: str) -> Reader:
    """Return who asks, if they recruit for the company or are a program of it. Raises PermissionDenied for others."""
    found = reader_of(request, company)
    if found.role not in ACTING:
        raise PermissionDenied
    return found


def application_of(reader: Reader, application_id: UUID) -> Application:
    found = found_for(reader, application_id)
    if found is None:
        raise Http404
    return found


def interview_of(reader: Reader, interview_id: UUID) -> Interview:
    found = seen(reader.viewer, company_of(reader), reader.role, interview_id)
    if found is None:
        raise Http404
    return found


def among[Row](field: str, wanted: Iterable[Any], known: dict[Any, Row]) -> list[Row]:
    """Return the rows that a body names. Raises the 422 of the field where one is not among those that it may name."""
    asked = list(wanted)
    if any(one not in known for one in asked):
        raise invalid(field, _("Something here is not among what can be chosen."))
    return [known[one] for one in asked]


def entries(values: dict[str, Value] | None) -> dict[str, list[dict[str, str]]]:
    """Return what was sent, by the names of the registry."""
    return {
        name: [{key: str(text) for key, text in row.items()} for row in rows] for name, rows in (values or {}).items()
    }
