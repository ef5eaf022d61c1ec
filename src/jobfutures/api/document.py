"""The OpenAPI document: what ninja knows of each endpoint, with the refusals, headers and examples of its policy."""

import json
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from ninja.operation import Operation

from jobfutures.accounts.scopes import SCOPES
from jobfutures.api import problems
from jobfutures.api.errors import MEDIA_TYPE
from jobfutures.api.examples import example_of
from jobfutures.api.naming import NamedApart
from jobfutures.api.passage import takes_body
from jobfutures.api.policies import POLICIES, Policy
from jobfutures.api.problems import Problem
from jobfutures.api.site import api, rooms

ROOT = "/api/v1/"
SECURITY = {"token": {"type": "http", "scheme": "bearer", "description": "A personal access token."}}
PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "Which kind of refusal: branch on it."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "A sentence for whoever reads it."},
        "scope": {"type": "string", "description": "The scope that is missing."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}
HEADERS = {
    "RateLimit": {"description": "What is left: `r` requests, `t` seconds.", "schema": {"type": "string"}},
    "RateLimit-Policy": {"description": "`q` requests in `w` seconds.", "schema": {"type": "string"}},
    "ETag": {"description": "The state that was read.", "schema": {"type": "string"}},
    "Location": {
        "description": "Where what was made is.", "required": True,
        "schema": {"type": "string", "format": "uri-reference"},
    },
    "Retry-After": {"description": "In how many seconds to ask again.", "schema": {"type": "integer", "minimum": 0}},
}  # fmt: skip
LIMITS = ("RateLimit", "RateLimit-Policy")
SAID_WITH = {problems.TOO_MANY: "Retry-After", problems.KEY_BUSY: "Retry-After", problems.CHANGED: "ETag"}


@cache
def document() -> dict[str, Any]:
    """Return the document of version 1, with the address of this site as its server."""
    made: dict[str, Any] = dict(NamedApart(api(), ROOT))
    made["servers"] = [{"url": settings.SITE_ADDRESS}]
    made["info"]["description"] = "Everything people do here, for programs. See /api/docs/."
    made["info"]["license"] = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
    made["tags"] = [{"name": room.title, "description": str(room.line)} for room in rooms()]
    made["components"].setdefault("schemas", {})["Problem"] = PROBLEM
    made["components"]["headers"] = HEADERS
    made["components"]["examples"] = examples = {}
    for name, schema in made["components"]["schemas"].items():
        schema["title"] = name  # makers of clients call a schema by its title, and two of one name are none to them
    made["components"]["securitySchemes"] = SECURITY
    made["jsonSchemaDialect"] = "https://json-schema.org/draft/2020-12/schema"
    bound = {
        (method, f"{ROOT}{path.lstrip('/')}"): operation
        for router in api()._get_bound_routers()
        for path, view in router.path_operations.items()
        for operation in view.operations
        for method in operation.methods
    }
    by_id = {operation.operation_id: operation for operation in bound.values()}
    for path, methods in made["paths"].items():
        methods.pop("head", None)
        for said in methods.values():
            operation = by_id[said["operationId"]]
            for found in refusals(policy_of(operation), operation, path):
                add_problem(said["responses"], found)
                examples[found.name] = {"value": example_of_problem(found)}
            complete(said, operation, made["components"]["schemas"])
    return plain_json(made)


def plain_json(made: dict[str, Any]) -> dict[str, Any]:
    """Return a document of its own: ninja puts one part into several places."""
    found: dict[str, Any] = json.loads(json.dumps(made, default=str))
    return found


def policy_of(operation: Operation) -> Policy:
    view = operation.view_func
    return POLICIES[view]


def complete(said: dict[str, Any], operation: Operation, schemas: dict[str, Any]) -> None:
    """Add to one operation what its policy says."""
    policy = policy_of(operation)
    describe(said, policy)
    said["parameters"] = [plain_parameter(one) for one in said["parameters"]] + header_parameters(policy, operation)
    for status, answer in said["responses"].items():
        answer.setdefault("headers", {}).update(headers(*LIMITS))
        if str(status) == "200" and "GET" in operation.methods:
            answer["headers"].update(headers("ETag"))
        for media, content in answer.get("content", {}).items():
            if media == "application/json":
                content["example"] = example_of(content["schema"], schemas)
    if "GET" in operation.methods:
        said["responses"][304] = {"description": "Not Modified: you have it.", "headers": headers(*LIMITS, "ETag")}
    for content in said.get("requestBody", {}).get("content", {}).values():
        content["example"] = example_of(content["schema"], schemas)
    good = next(answer for status, answer in said["responses"].items() if int(status) < 300)
    if takes_response(operation):
        good["headers"].update(headers("Location"))
    if policy.links:
        good["links"] = {name: link(name, arguments) for name, arguments in policy.links.items()}
    said["responses"] = {str(status): answer for status, answer in sorted(said["responses"].items())}


def headers(*names: str) -> dict[str, dict[str, str]]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def takes_response(operation: Operation) -> bool:
    """Tell whether an endpoint speaks to the response itself: so it says where what it made is."""
    return HttpResponse in operation.view_func.__annotations__.values()


def plain_parameter(one: dict[str, Any]) -> dict[str, Any]:
    """Return a parameter with its examples in its schema, as a list: its own would be a map of objects."""
    if isinstance(one.get("examples"), list):
        rest = {name: value for name, value in one.items() if name != "examples"}
        return {**rest, "schema": {**one["schema"], "examples": one["examples"]}}
    return one


def describe(said: dict[str, Any], policy: Policy) -> None:
    """Say who may ask, and no sentence twice."""
    said["security"] = [{"token": []}] if policy.scope else [{}, {"token": []}]
    if said.get("description", "").removesuffix(".") == said["summary"]:
        del said["description"]  # ninja takes the docstring where there is no more to say
    if policy.scope:
        said["description"] = f"{said.get('description', '')} Needs the scope `{policy.scope}`.".strip()
        said["x-scope"] = policy.scope


def link(name: str, arguments: dict[str, str]) -> dict[str, Any]:
    """Return a link to another operation whose arguments stand in this answer."""
    return {
        "operationId": name,
        "parameters": {argument: f"$response.body#{pointer}" for argument, pointer in arguments.items()},
    }


def refusals(policy: Policy, operation: Operation, path: str) -> list[Problem]:
    """Return every problem that an endpoint can answer with."""
    found = [problems.UNREADABLE, problems.BAD_TOKEN, problems.NOT_ACCEPTABLE, problems.TOO_MANY, problems.INVALID]
    if policy.scope:
        found += [problems.NO_TOKEN, problems.MISSING_SCOPE]
    if "{" in path or policy.state_of or policy.may_be_missing:
        found.append(problems.NOT_FOUND)
    if takes_body(operation):
        found += [problems.TOO_LARGE, problems.NOT_JSON]
    if policy.once:
        found += [problems.KEY_BUSY, problems.KEY_REUSED]
    if policy.state_of:
        found += [problems.CHANGED, problems.NEEDS_MATCH]
    return [*found, *(problems.OF_COMMANDS[kind] for kind in policy.refuses)]


def example_of_problem(found: Problem) -> dict[str, Any]:
    address = f"https://jobs.example{problems.PAGES}{found.name}/"
    return {"type": address, "title": str(found.title), "status": found.status, "detail": str(found.meaning)}


def add_problem(responses: dict[Any, Any], found: Problem) -> None:
    """Add a refusal to its status, with its example among those of all operations."""
    answer = responses.setdefault(found.status, {"description": ""})
    answer["description"] = " ".join([answer["description"], f"{found.title}."]).strip()
    content = answer.setdefault("content", {}).setdefault(
        MEDIA_TYPE, {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": {}}
    )
    content["examples"][found.name] = {"$ref": f"#/components/examples/{found.name}"}
    if found in SAID_WITH:
        answer.setdefault("headers", {}).update(headers(SAID_WITH[found]))


def header_parameters(policy: Policy, operation: Operation) -> list[dict[str, Any]]:
    def header(name: str, schema: dict[str, Any], words: str, *, required: bool = False) -> dict[str, Any]:
        return {"in": "header", "name": name, "schema": schema, "required": required, "description": words}

    found = []
    if policy.once:
        schema = {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"}
        found.append(header("Idempotency-Key", schema, "Yours: sent again, the act is done once."))
    if policy.state_of:
        schema = {"type": "string", "examples": ['"5d41402abc4b2a76b9719d91"']}
        found.append(header("If-Match", schema, "The `ETag` of the state that you change.", required=True))
    if "GET" in operation.methods:
        found.append(header("If-None-Match", {"type": "string"}, "The `ETag` that you have: 304 if it still holds."))
    return found


def scopes() -> dict[str, str]:
    return {name: str(words) for name, words in SCOPES.items()}
