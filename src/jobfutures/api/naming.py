"""Names of schemas in the document: choices of one name in several rooms, such as `State`, get the name of theirs."""

from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import Any

from ninja.openapi.schema import REF_TEMPLATE, OpenAPISchema
from ninja.operation import Operation


def choices(kind: type[Enum] = Enum) -> Iterator[type[Enum]]:
    """Yield every class of choices of the site."""
    for one in kind.__subclasses__():
        if one.__module__.startswith("jobfutures."):
            yield one
        yield from choices(one)


@cache
def apart() -> dict[tuple[str, tuple[str, ...]], str]:
    """Return the name in the document of choices, by their own name and their values."""
    found: dict[tuple[str, tuple[str, ...]], str] = {}
    for one in sorted(set(choices()), key=lambda kind: f"{kind.__module__}.{kind.__qualname__}"):
        room = one.__module__.split(".")[1].title()
        found.setdefault((one.__name__, tuple(str(choice.value) for choice in one)), f"{room}{one.__name__}")
    return found


class NamedApart(OpenAPISchema):
    """ninja's document; two schemas of one name are a fault of ours, and not silently one."""

    names: dict[str, str] = {}

    def add_schema_definitions(self, definitions: dict[str, Any]) -> None:
        names = {name: self.name_of(name, one) for name, one in definitions.items()}
        for name, one in definitions.items():
            said = renamed(one, names)
            if self.schemas.setdefault(names[name], said) != said:
                raise ValueError(f"Two schemas are named {names[name]}.")
        self.names = self.names | names

    @staticmethod
    def name_of(name: str, definition: dict[str, Any]) -> str:
        values = tuple(str(value) for value in definition.get("enum", ()))
        return apart().get((name, values), name) if values else name

    def operation_details(self, operation: Operation) -> dict[str, Any]:
        self.names = {}
        said = super().operation_details(operation)
        found: dict[str, Any] = renamed(said, self.names)
        return found


def renamed(said: Any, names: dict[str, str]) -> Any:
    """Return a part of the document with its references by their new names."""
    if isinstance(said, dict):
        return {
            key: REF_TEMPLATE.format(model=names.get(value.rsplit("/", 1)[1], value.rsplit("/", 1)[1]))
            if key == "$ref"
            else renamed(value, names)
            for key, value in said.items()
        }
    return [renamed(one, names) for one in said] if isinstance(said, list) else said
