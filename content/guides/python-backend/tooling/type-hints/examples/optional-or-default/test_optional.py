"""May it be None, may it be left out: two questions, four signatures, and what an API makes of them."""

import subprocess
import sys

import pytest
from pydantic import BaseModel, ValidationError


class Ticket(BaseModel):
    """All four kinds of field."""

    title: str
    note: str | None
    priority: int = 3
    due: str | None = None


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ({"title": "a", "note": "b"}, None),
        ({"title": "a", "note": None}, None),
        ({"title": "a"}, ("note", "missing")),
        ({"title": None, "note": "b"}, ("title", "string_type")),
        ({"title": "a", "note": "b", "priority": None}, ("priority", "int_type")),
        ({"title": "a", "note": "b", "due": None}, None),
    ],
    ids=["all_given", "null_allowed", "left_out", "null_refused", "default_is_no_null", "both"],
)
def test_four_kinds_of_field(body, refused):
    try:
        Ticket(**body)
        found = None
    except ValidationError as error:
        found = (error.errors()[0]["loc"][0], error.errors()[0]["type"])
    print(f"{body}: {found or 'accepted'}")
    assert found == refused


def test_what_the_api_documentation_makes_of_it():
    schema = Ticket.model_json_schema()
    nullable = [name for name, field in schema["properties"].items() if {"type": "null"} in field.get("anyOf", [])]
    print(f"required {schema['required']}, may be null {nullable}")
    assert schema["required"] == ["title", "note"] and nullable == ["note", "due"]


class Change(BaseModel):
    """A PATCH: everything may be left out, a note may also be removed."""

    title: str = ""
    note: str | None = None


def test_left_out_and_null_are_different_requests():
    nothing, remove = Change.model_validate({}), Change.model_validate({"note": None})
    assert nothing.note is remove.note is None  # the value does not tell
    print("sent:", nothing.model_dump(exclude_unset=True), "|", remove.model_dump(exclude_unset=True))
    assert nothing.model_fields_set == set() and remove.model_fields_set == {"note"}


SOURCE = """
def implicit(size: int = None) -> int:
    return size

def must_be_said(name: str, note: str | None) -> str:
    return name

def may_be_left_out(name: str, size: int = 20) -> str:
    return name

def length(note: str | None) -> int:
    return len(note)

def length_checked(note: str | None) -> int:
    return 0 if note is None else len(note)

must_be_said("a")
may_be_left_out("a", None)
may_be_left_out("a")
must_be_said("a", None)
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory) -> dict[int, str]:
    """What mypy says, by line."""
    file = tmp_path_factory.mktemp("typed") / "calls.py"
    file.write_text(SOURCE)
    command = [sys.executable, "-m", "mypy", "--config-file=", "--cache-dir=/dev/null", str(file)]
    lines = subprocess.run(command, capture_output=True, text=True).stdout.splitlines()
    errors = [line.split(":", 3) for line in lines if ": error:" in line]
    return {int(number): message.strip() for _file, number, _kind, message in errors}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("def implicit(size: int = None) -> int:", "assignment"),
        ("    return len(note)", "arg-type"),
        ('must_be_said("a")', "call-arg"),
        ('may_be_left_out("a", None)', "arg-type"),
        ('may_be_left_out("a")', None),
        ('must_be_said("a", None)', None),
        ("    return 0 if note is None else len(note)", None),
    ],
)
def test_what_the_checker_says(said, line, code):
    message = said.get(SOURCE.splitlines().index(line) + 1)
    print(f"{line.strip()}  ->  {message or 'nothing'}")
    assert (message is None) if code is None else message.endswith(f"[{code}]")


def test_empty_is_not_none_and_a_short_check_treats_them_alike():
    def label(discount: int | None) -> str:
        return f"{discount} %" if discount else "not decided"

    def repaired(discount: int | None) -> str:
        return "not decided" if discount is None else f"{discount} %"

    print("0 per cent:", label(0), "|", repaired(0))
    assert (label(0), repaired(0)) == ("not decided", "0 %")
