"""An own strict check of JobPosting markup: Google's required fields, and the types that schema.org gives. Pure."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from jobfutures.kit.countries import NAMES
from jobfutures.kit.currencies import CODES

# type -> property -> what it may hold: other types, or kinds of values. Source: schema.org, release 29.
SCHEMA: dict[str, dict[str, tuple[str, ...]]] = {
    "JobPosting": {
        "title": ("Text",), "description": ("Text",), "datePosted": ("DateTime",), "validThrough": ("DateTime",),
        "employmentType": ("Text",), "hiringOrganization": ("Organization",), "identifier": ("PropertyValue",),
        "jobLocation": ("Place",), "jobLocationType": ("Text",), "applicantLocationRequirements": ("Country",),
        "baseSalary": ("MonetaryAmount",), "skills": ("Text",), "directApply": ("Boolean",), "url": ("URL",),
    },
    "Organization": {"name": ("Text",), "sameAs": ("URL",), "logo": ("URL",)},
    "PropertyValue": {"name": ("Text",), "value": ("Text",)},
    "Place": {"address": ("PostalAddress",)},
    "PostalAddress": {
        "streetAddress": ("Text",), "addressLocality": ("Text",), "addressRegion": ("Text",), "postalCode": ("Text",),
        "addressCountry": ("Text",),
    },
    "Country": {"name": ("Text",)},
    "MonetaryAmount": {"currency": ("Text",), "value": ("QuantitativeValue",)},
    "QuantitativeValue": {"minValue": ("Number",), "maxValue": ("Number",), "unitText": ("Text",)},
}  # fmt: skip
SEVERAL = {"jobLocation", "applicantLocationRequirements"}
REQUIRED = ("title", "description", "datePosted", "hiringOrganization")
EMPLOYMENT = {"FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER", "PER_DIEM", "OTHER"}
UNITS = {"HOUR", "DAY", "WEEK", "MONTH", "YEAR"}
TAGS = re.compile(r"</?([a-z0-9]+)")


def faults(markup: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with the markup of one posting; an empty list where nothing is."""
    if markup.get("@context") != "https://schema.org" or markup.get("@type") != "JobPosting":
        return ["it is no JobPosting of schema.org"]
    return [*of_types("JobPosting", markup, "JobPosting"), *of_google(markup)]


def of_types(kind: str, node: Mapping[str, Any], path: str) -> Iterator[str]:
    known = SCHEMA[kind]
    for name, value in node.items():
        if name in {"@context", "@type"}:
            continue
        if name not in known:
            yield f"{path}.{name} is no property of {kind}"
            continue
        several = value if isinstance(value, list) and name in SEVERAL else [value]
        for one in several:
            yield from of_value(one, known[name], f"{path}.{name}")


def of_value(value: object, kinds: tuple[str, ...], path: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        kind = value.get("@type")
        if kind not in kinds:
            yield f"{path} is a {kind}, not {' or '.join(kinds)}"
        else:
            yield from of_types(str(kind), value, path)
    elif not any(is_kind(value, kind) for kind in kinds):
        yield f"{path} is no {' or '.join(kinds)}: {value!r}"


def is_kind(value: object, kind: str) -> bool:
    if kind == "Boolean":
        return isinstance(value, bool)
    if kind == "Number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    if not isinstance(value, str) or not value.strip():
        return False
    if kind == "URL":
        return urlsplit(value).scheme in {"http", "https"} and bool(urlsplit(value).netloc)
    return kind == "Text" or (kind == "DateTime" and is_instant(value))


def is_instant(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def of_google(markup: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"{name} is required" for name in REQUIRED if not markup.get(name))
    if markup.get("employmentType") not in EMPLOYMENT:
        yield "employmentType is none of Google's"
    if not (TAGS.search(markup.get("description", "")) and "<script" not in markup.get("description", "")):
        yield "description is no plain HTML"
    yield from of_place(markup)
    yield from of_pay(markup.get("baseSalary", {}))


def of_place(markup: Mapping[str, Any]) -> Iterator[str]:
    is_remote = markup.get("jobLocationType") == "TELECOMMUTE"
    if is_remote and not markup.get("applicantLocationRequirements"):
        yield "remote work names the countries of applicants"
    if is_remote and "jobLocation" in markup:
        yield "what has a place is not fully remote"
    if not is_remote and not markup.get("jobLocation"):
        yield "jobLocation is required unless it is fully remote"
    if not is_remote and "jobLocationType" in markup:
        yield "jobLocationType is TELECOMMUTE or absent"
    for place in markup.get("jobLocation", []):
        if place["address"].get("addressCountry") not in NAMES or not place["address"].get("addressLocality"):
            yield "an address has a city and a country"


def of_pay(pay: Mapping[str, Any]) -> Iterator[str]:
    value = pay.get("value", {})
    if pay.get("currency") not in CODES:
        yield "currency is none of ISO 4217"
    if value.get("unitText") not in UNITS:
        yield "unitText is no unit of Google's"
    if not 0 < value.get("minValue", 0) <= value.get("maxValue", 0):
        yield "pay is in no order"
