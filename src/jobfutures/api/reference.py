"""What the reference pages show, made from the document: nothing is written by hand twice."""

import json
import shlex
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from django.conf import settings
from django.utils.text import slugify

from jobfutures.accounts.rules import LIMITS
from jobfutures.accounts.scopes import SCOPES
from jobfutures.api.document import document
from jobfutures.api.problems import PROBLEMS, Problem
from jobfutures.kit.markdown import highlighted, render

TEXTS = ("authentication", "errors", "paging", "repeating", "limits", "versions", "site-only")


@dataclass(frozen=True)
class Parameter:
    """name: of a member inside another with a dot between.  kind: its type in words."""

    name: str
    place: str
    kind: str
    required: bool
    words: str


@dataclass(frozen=True)
class Answer:
    status: str
    words: str
    problems: list[str]


@dataclass(frozen=True)
class Shown:
    """One operation. anchor: of its part of the page.  curl, body, good: coloured HTML, safe; good is the answer."""

    name: str
    method: str
    path: str
    summary: str
    text: str
    scope: str
    is_deprecated: bool
    parameters: list[Parameter]
    members: list[Parameter]
    curl: str
    good: str
    answers: list[Answer]

    @property
    def fields(self) -> list[Parameter]:
        return [*self.parameters, *self.members]


@dataclass(frozen=True)
class RoomShown:
    slug: str
    title: str
    line: str
    operations: list[Shown]


@dataclass(frozen=True)
class Text:
    slug: str
    title: str
    html: str


@cache
def rooms() -> list[RoomShown]:
    """Return every room of the API with its operations, in the order of the document."""
    made = document()
    schemas = made["components"]["schemas"]
    found = []
    for tag in made["tags"]:
        operations = [
            shown(method, path, one, schemas)
            for path, methods in made["paths"].items()
            for method, one in methods.items()
            if tag["name"] in one["tags"]
        ]
        found.append(RoomShown(slugify(tag["name"]), tag["name"].capitalize(), tag["description"], operations))
    return found


def shown(method: str, path: str, said: dict[str, Any], schemas: dict[str, Any]) -> Shown:
    body = said.get("requestBody", {}).get("content", {}).get("application/json")
    good = next(answer for status, answer in said["responses"].items() if int(status) < 300)
    example = good.get("content", {}).get("application/json", {}).get("example")
    return Shown(
        name=said["operationId"],
        method=method.upper(),
        path=path,
        summary=said["summary"],
        text=said.get("description", ""),
        scope=said.get("x-scope", ""),
        is_deprecated=said.get("deprecated", False),
        parameters=[
            Parameter(one["name"], one["in"], kind_of(one["schema"], schemas), one["required"], words_of(one))
            for one in said["parameters"]
        ],
        members=members_of(body["schema"], schemas) if body else [],
        curl=highlighted(curl(method.upper(), path, said, body), "bash"),
        good="" if example is None else highlighted(json.dumps(example, indent=2, ensure_ascii=False), "json"),
        answers=[
            Answer(status, one["description"], list(one.get("content", {}).get(PROBLEM, {}).get("examples", {})))
            for status, one in said["responses"].items()
        ],
    )


PROBLEM = "application/problem+json"


def words_of(said: dict[str, Any]) -> str:
    return str(said.get("description") or said.get("schema", {}).get("description", ""))


def resolved(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    for one in (schema, *schema.get("allOf", ())):
        if "$ref" in one:
            return resolved(schemas[one["$ref"].rsplit("/", 1)[1]], schemas)
    return schema


def kind_of(schema: dict[str, Any], schemas: dict[str, Any]) -> str:
    """Return a type in words: `integer`, `list of text`, `REMOTE, HYBRID or nothing`."""
    if "anyOf" in schema:
        return " or ".join(kind_of(one, schemas) for one in schema["anyOf"])
    found = resolved(schema, schemas)
    if "enum" in found:
        return " | ".join(str(one) for one in found["enum"])
    if "const" in found:
        return str(found["const"]) or '""'
    if found.get("type") == "array":
        return f"list of {kind_of(found.get('items', {}), schemas)}"
    return str(found.get("format") or found.get("type") or "any JSON")


def members_of(schema: dict[str, Any], schemas: dict[str, Any]) -> list[Parameter]:
    found = resolved(schema, schemas)
    required = set(found.get("required", ()))
    return [
        Parameter(name, "body", kind_of(one, schemas), name in required, words_of(one))
        for name, one in found.get("properties", {}).items()
    ]


def curl(method: str, path: str, said: dict[str, Any], body: dict[str, Any] | None) -> str:
    """Return a command that asks this operation, with the examples of the document."""
    parts = ["curl"] if method == "GET" else ["curl", "-X", method]
    if said.get("x-scope"):
        parts += ["-H", '"Authorization: Bearer $TOKEN"']
    if any(one["name"] == "If-Match" for one in said["parameters"]):
        parts += ["-H", '"If-Match: $ETAG"']
    if any(one["name"] == "Idempotency-Key" for one in said["parameters"]):
        parts += ["-H", '"Idempotency-Key: $(uuidgen)"']
    if body:
        parts += ["-H", '"Content-Type: application/json"', "\\\n  -d", shlex.quote(json.dumps(body["example"]))]
    needed = [one for one in said["parameters"] if one["in"] == "query" and one["required"]]
    asked = "&".join(f"{one['name']}={one['schema'].get('examples', ['...'])[0]}" for one in needed)
    address = f"{settings.SITE_ADDRESS}{path}" + (f"?{asked}" if asked else "")
    return " ".join([*parts, f'"{address}"'])


@cache
def text(slug: str) -> Text:
    """Return one page of words; `{scopes}` and `{limits}` in it stand for what the code says."""
    source = files("jobfutures.api").joinpath("texts", f"{slug}.md").read_text(encoding="utf-8")
    title, _line, rest = source.removeprefix("# ").partition("\n")
    scopes = "\n".join(f"| `{name}` | {words} |" for name, words in SCOPES.items())
    limits = "\n".join(
        f"- {who}: {LIMITS[kind].most} requests in any {LIMITS[kind].seconds} seconds."
        for kind, who in (("api", "A token"), ("api-visitor", "A network without one"))
    )
    return Text(slug, title, render(rest.replace("{scopes}", scopes).replace("{limits}", limits)))


def problems() -> list[Problem]:
    """Return every kind of refusal, by status and name."""
    rooms()  # which brings all rooms, and with them what their commands refuse
    return sorted(PROBLEMS.values(), key=lambda one: (one.status, one.name))
