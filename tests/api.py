"""Programs that ask the API in tests."""

import json
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.accounts.scopes import SCOPES
from jobfutures.accounts.tokens import make_token

ROOT = "/api/v1"


def token_of(person: User, *scopes: str) -> str:
    """Return a new token of somebody with these scopes, or with all."""
    _made, secret = make_token(by=person, name="a test", scopes=scopes or SCOPES, days=1, at=timezone.now())
    return secret


class Program:
    """Asks with a token, or without one. Bodies go as JSON."""

    def __init__(self, token: str = "") -> None:
        self.client = Client(raise_request_exception=False)
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        content = "" if body is None else json.dumps(body)
        address = path if path.startswith("/api/") else f"{ROOT}{path}"
        return self.client.generic(
            method, address, content, content_type="application/json", headers={**self.headers, **named}
        )

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.ask("POST", path, body or {}, **headers)


def of(person: User, *scopes: str) -> Program:
    return Program(token_of(person, *scopes))


def problem(answer: HttpResponse) -> str:
    """Return the name of the problem that an answer is; raise for what is none."""
    if answer["Content-Type"] != "application/problem+json":
        raise AssertionError(f"{answer.status_code} {answer['Content-Type']} is no problem: {answer.content[:200]!r}")
    said = answer.json()
    if said["status"] != answer.status_code or not said["title"] or not said["detail"]:
        raise AssertionError(f"This problem does not say what it is: {said}")
    return str(said["type"].rstrip("/").rsplit("/", 1)[1])


def items(answers: Iterable[HttpResponse]) -> list[Any]:
    return [item for answer in answers for item in answer.json()["items"]]
