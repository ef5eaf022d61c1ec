"""How an endpoint is declared, and what happens around each: who asks, how often, in which form, once or again.

    room = Room("topics", _("What the site teaches"))

    @room.get("/areas", shows=Part[Area])
    def list_areas(request: ApiRequest, cut: Query[Cut]) -> Answer: ...

Every endpoint gets its refusals, headers and examples in the document from its declaration: see `document`.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from ninja import Router
from ninja.decorators import decorate_view

from jobfutures.api.passage import through
from jobfutures.api.policies import POLICIES, Answer, ApiRequest, Deprecated, Endpoint, Policy, Run


class Room:
    """The endpoints of one room; `v1/__init__.py` finds it by its name in each module."""

    def __init__(self, title: str, line: str | Promise) -> None:
        self.title, self.line = title, line
        self.router = Router(tags=[title])

    def get(self, path: str, *, shows: Any, **policy: Any) -> Callable[[Endpoint], Endpoint]:
        return self.endpoint(["GET", "HEAD"], path, {200: shows}, public=not policy.get("scope"), **policy)

    def post(self, path: str, *, shows: Any, status: int = 201, **policy: Any) -> Callable[[Endpoint], Endpoint]:
        return self.endpoint(["POST"], path, {status: shows}, **{"once": True, **policy})

    def put(self, path: str, *, shows: Any, **policy: Any) -> Callable[[Endpoint], Endpoint]:
        return self.endpoint(["PUT"], path, {200: shows}, **policy)

    def patch(self, path: str, *, shows: Any, **policy: Any) -> Callable[[Endpoint], Endpoint]:
        return self.endpoint(["PATCH"], path, {200: shows}, **policy)

    def delete(self, path: str, **policy: Any) -> Callable[[Endpoint], Endpoint]:
        return self.endpoint(["DELETE"], path, {204: None}, **policy)

    def endpoint(
        self, methods: list[str], path: str, response: dict[int, Any], **policy: Any
    ) -> Callable[[Endpoint], Endpoint]:
        def declare(view: Endpoint) -> Endpoint:
            POLICIES[view] = found = Policy(name=view.__name__, **policy)
            summary, _rest, text = (view.__doc__ or view.__name__).partition("\n")
            register = self.router.api_operation(
                methods, path, response=response, operation_id=found.name, summary=summary.strip().removesuffix("."),
                description=" ".join(text.split()), deprecated=bool(found.deprecated) or None,
            )  # fmt: skip
            declared: Endpoint = decorate_view(around(found))(register(view))
            return declared

        return declare


def around(policy: Policy) -> Callable[[Run], Run]:
    """Wrap the running of an endpoint: `passage.through` does what its policy says."""

    def wrap(run: Run) -> Run:
        policy.run, policy.operation = run, getattr(run, "__self__", None)

        def run_around(request: HttpRequest, **arguments: Any) -> HttpResponse:
            return through(request, policy, run, arguments, timezone.now())

        return run_around

    return wrap


__all__ = ["Answer", "ApiRequest", "Deprecated", "Room"]
