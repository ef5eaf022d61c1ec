"""The document of the API, against the one that was read in review.

`JOBFUTURES_WRITE_OPENAPI=yes pytest src/jobfutures/api/tests/test_document.py` writes it anew.
"""

import json
import os
from pathlib import Path
from typing import Any

import jsonschema_rs

from jobfutures.accounts.scopes import SCOPES
from jobfutures.api.document import document
from jobfutures.api.policies import POLICIES

FILE = Path(__file__).parents[4] / "docs/api/openapi.json"


def written() -> str:
    return json.dumps(document(), indent=1, ensure_ascii=False) + "\n"


def operations() -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{method} {path}", one) for path, methods in document()["paths"].items() for method, one in methods.items()
    ]


def test_the_document_is_the_one_in_the_repository() -> None:
    if os.environ.get("JOBFUTURES_WRITE_OPENAPI") == "yes":
        FILE.write_text(written())

    assert json.loads(FILE.read_text()) == json.loads(written()), (
        "the first lines of this file say how to write it anew"
    )


def test_every_operation_has_examples_that_its_schemas_take() -> None:
    components = document()["components"]
    for name, operation in operations():
        contents = [*operation["responses"].values(), operation.get("requestBody", {})]
        for media, content in [pair for one in contents for pair in one.get("content", {}).items()]:
            schema = {**content["schema"], "components": components}
            shared = [components["examples"][name]["value"] for name in content.get("examples", {})]
            examples = [content["example"]] if "example" in content else shared
            assert examples, f"{name}: {media}"
            for example in examples:
                jsonschema_rs.validate(schema, example)


def test_every_operation_says_what_it_needs_and_every_scope_is_used() -> None:
    names = [operation["operationId"] for _where, operation in operations()]

    assert len(set(names)) == len(names)
    assert {policy.scope for policy in POLICIES.values()} - {""} <= SCOPES.keys()
    for where, operation in operations():
        assert operation["summary"], where
        assert ("403" in operation["responses"]) is ("x-scope" in operation), where
        assert {
            link["operationId"] for one in operation["responses"].values() for link in one.get("links", {}).values()
        } <= set(names)
