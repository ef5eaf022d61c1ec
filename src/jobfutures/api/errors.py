"""Every refusal as application/problem+json. Source: RFC 9457."""

import json
import logging
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.exceptions import ValidationError as FormError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from ninja.errors import HttpError, ValidationError

from jobfutures.api import problems
from jobfutures.api.problems import Problem, Refusal

log = logging.getLogger("jobfutures.api")
MEDIA_TYPE = "application/problem+json"


def answer(
    problem: Problem, detail: object = "", headers: dict[str, str] | None = None, **members: Any
) -> HttpResponse:
    """Return a problem as an answer that no cache keeps."""
    said = {"type": problem.type, "title": str(problem.title), "status": problem.status}
    said |= {"detail": str(detail) or str(problem.meaning), **members}
    response = HttpResponse(json.dumps(said, ensure_ascii=False), status=problem.status, content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    for name, value in (headers or {}).items():
        response.headers[name] = value
    return response


def answer_to(request: HttpRequest, exception: Exception | type[Exception]) -> HttpResponse:
    """Return the problem that an exception of an endpoint means; what nobody foresaw is written down as broken."""
    if isinstance(exception, Refusal):
        return answer(exception.problem, exception.detail, exception.headers, **exception.members)
    if isinstance(exception, ValidationError):
        return answer(problems.INVALID, errors=[plain_fault(fault) for fault in exception.errors])
    if isinstance(exception, FormError):
        return answer(problems.INVALID, errors=form_faults(exception))
    if isinstance(exception, HttpError):
        return answer(problems.BY_STATUS.get(exception.status_code, problems.UNREADABLE))
    if isinstance(exception, Exception) and (known := problems.problem_of(exception)):
        return answer(known, exception)
    return answer(of_django(exception))


OF_DJANGO: tuple[tuple[tuple[type[Exception], ...], Problem], ...] = (
    ((Http404,), problems.NOT_FOUND),
    ((PermissionDenied,), problems.FORBIDDEN),
    ((RequestDataTooBig,), problems.TOO_LARGE),
    ((UnreadablePostError, SuspiciousOperation), problems.UNREADABLE),
)


def of_django(exception: Exception | type[Exception]) -> Problem:
    for kinds, problem in OF_DJANGO:
        if isinstance(exception, kinds):
            return problem
    log.error("broken", exc_info=exception if isinstance(exception, Exception) else None)
    return problems.BROKEN


def plain_fault(fault: dict[str, Any]) -> dict[str, str]:
    """Return where a value stands, without the name of our argument, and what is wrong with it."""
    source, *where = fault["loc"]
    if source == "body":
        where = where[1:]
    return {"field": ".".join(str(part) for part in where) or str(source), "message": str(fault["msg"])}


def form_faults(error: FormError) -> list[dict[str, str]]:
    """Return the faults that one of the site's own forms found, field by field."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {"body": error.messages}
    return [
        {"field": "body" if field == "__all__" else field, "message": message}
        for field, messages in by_field.items()
        for message in messages
    ]


def faulty(faults: Mapping[str, object]) -> Refusal:
    """Return the refusal of values that only the domain can judge, by their fields."""
    errors = [{"field": field, "message": str(message)} for field, message in faults.items()]
    return Refusal(problems.INVALID, problems.INVALID.title, errors=errors)


def invalid(field: str, message: object) -> Refusal:
    return faulty({field: message})


def valid[Filled: BaseForm](form: Filled) -> Filled:
    """Return a form of the site's that takes what it was given. Raises the 422 that names its fields otherwise."""
    if form.is_valid():
        return form
    raise FormError({field: list(faults.as_data()) for field, faults in form.errors.items()})
