"""The same faulty functions with Any, with object and with a real type: what the checker says to each."""

import subprocess
import sys

import pytest

BODY = """
    total = answer["prise"] + 1
    answer.append(total)
    return total.upper()
"""
TYPES = {
    "any": "Any",
    "object": "object",
    "dict_of_int": "dict[str, int]",
    "typed_dict": "Answer",
}
LEAK = """
import json
from typing import Any

def load(text: str) -> dict[str, int]:
    return json.loads(text)

def price(text: str) -> int:
    answer = json.loads(text)
    return answer["price"].upper().no_such_thing

reveal_type(json.loads("{}"))
reveal_type(json.loads("{}")["price"].whatever())

def accepts(value: object) -> str:
    return repr(value)

accepts(1)
accepts("tea")
accepts(None)

def passes(value: Any) -> int:
    return value

def refused(value: object) -> int:
    return value

def looks(value: object) -> str:
    return value.upper() if isinstance(value, str) else repr(value)
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory) -> dict[str, list[str]]:
    """mypy's messages, by file."""
    folder = tmp_path_factory.mktemp("typed")
    head = "from typing import Any, TypedDict\n\nclass Answer(TypedDict):\n    price: int\n\n"
    for name, kind in TYPES.items():
        (folder / f"{name}.py").write_text(f"{head}def total(answer: {kind}) -> int:{BODY}")
    (folder / "leak.py").write_text(LEAK)
    command = [sys.executable, "-m", "mypy", "--config-file=", "--cache-dir=/dev/null", "."]
    lines = subprocess.run(command, capture_output=True, text=True, cwd=folder).stdout.splitlines()
    return {
        file.stem: [line.split(": ", 1)[1] for line in lines if line.startswith(f"{file.name}:")]
        for file in folder.glob("*.py")
    }


def codes(messages: list[str]) -> list[str]:
    return [message.rsplit("[", 1)[1].rstrip("]") for message in messages if message.startswith("error")]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("any", []),
        ("object", ["index", "attr-defined"]),
        ("dict_of_int", ["attr-defined", "attr-defined"]),
        ("typed_dict", ["typeddict-item", "attr-defined"]),  # the third hides behind the first
    ],
)
def test_three_faults_and_what_is_found_with_each_type(said, name, expected):
    print(f"answer: {TYPES[name]}: {codes(said[name]) or 'no complaint'}")
    assert sorted(codes(said[name])) == sorted(expected)


def test_any_spreads_from_json_through_every_expression(said):
    revealed = [message for message in said["leak"] if "Revealed type" in message]
    print(revealed)
    assert len(revealed) == 2 and all('"Any"' in message for message in revealed)


def test_object_takes_everything_and_gives_nothing_away_unasked(said):
    assert codes(said["leak"]) == ["return-value"]
    print([message for message in said["leak"] if message.startswith("error")])


def test_a_declared_return_type_is_believed_not_proved(said):
    import json

    def load(text: str) -> dict[str, int]:
        return json.loads(text)

    print("declared dict[str, int], got:", load('["not", "a", "dict"]'))
    assert load('["not", "a", "dict"]') == ["not", "a", "dict"]


def test_asking_at_the_border_makes_the_declaration_true():
    from pydantic import TypeAdapter, ValidationError

    prices = TypeAdapter(dict[str, int])
    assert prices.validate_json('{"tea": 990}') == {"tea": 990}
    with pytest.raises(ValidationError) as error:
        prices.validate_json('["not", "a", "dict"]')
    print("at the border:", error.value.errors()[0]["type"])
