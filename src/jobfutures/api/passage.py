"""The way of one request: who asks, how often, in which form; then the endpoint, once or again; then the headers."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from functools import cache, partial
from typing import Any, cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from ninja.operation import Operation

from jobfutures.api import conditional, idempotency, limits, problems
from jobfutures.api.auth import caller_of, check_scope
from jobfutures.api.errors import answer_to
from jobfutures.api.policies import POLICIES, ApiRequest, Deprecated, Policy, Run
from jobfutures.api.problems import Refusal

SHARED_S = 60  # how long anybody may keep what everybody sees


def through(request: HttpRequest, policy: Policy, run: Run, arguments: dict[str, Any], at: datetime) -> HttpResponse:
    asked = cast("ApiRequest", request)
    try:
        asked.caller = caller_of(request)
    except Refusal as refusal:
        return finish(answer_to(request, refusal), policy)
    counted = limits.count(request, asked.caller, at)
    try:
        if counted.wait_s:
            raise limits.too_many(counted.wait_s)
        check_scope(asked.caller, policy.scope)
        if asked.caller.person is not None:
            asked.person = asked.caller.person
        check_form(request, policy.operation)
        response = acted(asked, policy, partial(run, request, **arguments), arguments)
    except Refusal as refusal:
        response = answer_to(request, refusal)
    limits.say(response, counted)
    if response.status_code == 200 and request.method in ("GET", "HEAD"):
        conditional.say(request, response)
    return finish(response, policy, request.META.get("api.next", ""))


def acted(
    request: ApiRequest, policy: Policy, run: Callable[[], HttpResponse], arguments: dict[str, Any]
) -> HttpResponse:
    """Run the endpoint: once for each idempotency key, and only on the state that the caller knows."""
    if policy.state_of is not None:
        return matched(request, policy.state_of, run, arguments)
    key = idempotency.key_of(request) if policy.once else ""
    return idempotency.once(request, request.caller, key, run) if key else run()


def matched(
    request: ApiRequest, shown_by: Any, run: Callable[[], HttpResponse], arguments: dict[str, Any]
) -> HttpResponse:
    """Change what is there if it is still what the caller read; two changes at once come one after the other."""
    show = POLICIES[shown_by].run
    if show is None:
        raise RuntimeError("The endpoint that shows the state is not bound.")
    with transaction.atomic():
        conditional.hold(request.path)
        before = show(request, **arguments)
        if before.status_code != 200:
            return before
        conditional.check_match(request, before)
        response = run()
        if response.status_code >= 400:
            transaction.set_rollback(True)
    return response


def check_form(request: HttpRequest, operation: Operation | None) -> None:
    """Raise for parameters that are not known, and for formats that we neither send nor take."""
    known = parameters_of(operation)
    strange = sorted(set(request.GET) - known)
    if strange:
        sentence = _("This address takes no parameter of this name.")
        raise Refusal(problems.INVALID, sentence, errors=[{"field": name, "message": sentence} for name in strange])
    if "\x00" in request.GET.urlencode() or "%00" in request.META.get("QUERY_STRING", ""):
        raise Refusal(problems.UNREADABLE, _("The address holds a character that no text has."))
    if not (request.accepts("application/json") or request.accepts("application/problem+json")):
        raise Refusal(problems.NOT_ACCEPTABLE, problems.NOT_ACCEPTABLE.meaning)
    if takes_body(operation) and request.content_type != "application/json":
        raise Refusal(problems.NOT_JSON, problems.NOT_JSON.meaning)


@cache
def parameters_of(operation: Operation | None) -> frozenset[str]:
    found: set[str] = set()
    for model in operation.models if operation else ():
        if model.__ninja_param_source__ == "query":
            found |= set(getattr(model, "__ninja_flatten_map__", model.model_fields))
    return frozenset(found)


@cache
def takes_body(operation: Operation | None) -> bool:
    return any(model.__ninja_param_source__ == "body" for model in (operation.models if operation else ()))


def finish(response: HttpResponse, policy: Policy, following: str = "") -> HttpResponse:
    """Say who may keep the answer, where the next part is, and whether the endpoint will go."""
    links = [f'<{following}>; rel="next"'] if following and response.status_code in (200, 304) else []
    if policy.deprecated:
        links.append(outgoing(response, policy.deprecated))
    if links:
        response.headers["Link"] = ", ".join(links)
    shared = policy.public and response.status_code in (200, 304)
    kept = (
        f"public, max-age={SHARED_S}" if shared else "private, no-cache" if response.status_code < 400 else "no-store"
    )
    response.headers.setdefault("Cache-Control", kept)
    response.headers["Vary"] = "Accept, Authorization"
    return response


def outgoing(response: HttpResponse, deprecated: Deprecated) -> str:
    """Say that an endpoint will go: RFC 9745 and RFC 8594."""
    since, ends = (int(datetime.combine(day, time(), UTC).timestamp()) for day in (deprecated.since, deprecated.ends))
    response.headers["Deprecation"] = f"@{since}"
    response.headers["Sunset"] = http_date(ends)
    return f'<{deprecated.instead}>; rel="successor-version"'
