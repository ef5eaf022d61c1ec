"""Reads bodies: JSON as RFC 8259 has it, in UTF-8, with nothing in it that a database cannot hold."""

import json
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser

DEEPEST = 32


class StrictParser(Parser):
    def parse_body(self, request: HttpRequest) -> Any:
        """Raises ValueError; ninja makes an unreadable body of it."""
        found = json.loads(request.body.decode("utf-8"), parse_constant=no_number)
        check(found, 0)
        return found


def no_number(name: str) -> Any:
    raise ValueError(f"{name} is no JSON.")


def check(value: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise ValueError("This is nested too deep.")
    if isinstance(value, str):
        if "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
            raise ValueError("This text holds a character that no text has.")
    elif isinstance(value, dict):
        for name, one in value.items():
            check(name, depth)
            check(one, depth + 1)
    elif isinstance(value, list):
        for one in value:
            check(one, depth + 1)
