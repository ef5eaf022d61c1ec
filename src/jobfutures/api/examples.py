"""An example for every schema: from the examples of its fields, and from its form where a field gives none."""

from typing import Any

BY_FORMAT = {
    "uuid": "019accb0-7d2a-7c3e-9a51-2f0d4b6c8e10",
    "date-time": "2026-11-29T12:00:00Z",
    "date": "2026-11-29",
    "uri": "https://jobs.example/",
    "email": "ana@example.org",
}
BY_TYPE: dict[str, Any] = {"integer": 1, "number": 0.5, "boolean": True, "null": None, "string": "text"}


def example_of(schema: dict[str, Any], schemas: dict[str, Any]) -> Any:
    """Return a value that the schema takes. schemas: what `$ref` names."""
    for name in ("example", "const"):
        if name in schema:
            return schema[name]
    if schema.get("examples"):
        return schema["examples"][0]
    if "$ref" in schema:
        return example_of(schemas[schema["$ref"].rsplit("/", 1)[1]], schemas)
    if schema.get("enum"):
        return schema["enum"][0]
    for name in ("allOf", "anyOf", "oneOf"):
        if schema.get(name):
            return example_of(schema[name][0], schemas)
    return of_type(schema, schemas)


def of_type(schema: dict[str, Any], schemas: dict[str, Any]) -> Any:
    kind = schema.get("type", "object")
    if kind == "object":
        return {name: example_of(one, schemas) for name, one in schema.get("properties", {}).items()}
    if kind == "array":
        return [example_of(schema["items"], schemas)] if schema.get("items") and schema.get("maxItems") != 0 else []
    if kind == "string":
        text = BY_FORMAT.get(schema.get("format", ""), schema.get("default") or BY_TYPE["string"])
        return text.ljust(schema.get("minLength", 0), "x")[: schema.get("maxLength", len(text) + 1)]
    if kind in ("integer", "number"):
        low = schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1 if "exclusiveMinimum" in schema else None)
        value = BY_TYPE[kind] if low is None else low
        return min(value, schema.get("maximum", value))
    return BY_TYPE[kind]
