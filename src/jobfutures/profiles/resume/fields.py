"""What a JSON Resume says that we have a column for. Source: its schema, version 1 (@jsonresume/schema 1.3.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from jobfutures.kit.countries import NAMES

MOST_ENTRIES = 200  # of one list
MOST_YEARS = 60
EMPTY: tuple[Any, ...] = (None, "", [], {})
NO_PAIRS: tuple[Any, ...] = ()


class Kind(StrEnum):
    """What a value may be; null and an empty value always say nothing."""

    LINE = "a text of one line"
    TEXT = "a text"
    DATE = "YYYY, YYYY-MM or YYYY-MM-DD"
    COUNTRY = "two letters; what is no country stays as it is"
    LINES = "a list of texts"
    YEARS = "a whole number; what is none stays as it is"
    ENTRIES = "a list of objects"
    PART = "an object"


@dataclass(frozen=True, slots=True)
class Field:
    """One key. most: characters of a text, or elements of a list."""

    key: str
    column: str
    kind: Kind = Kind.LINE
    most: int = 200

    def takes(self, value: Any) -> bool:
        """Tell whether a value of the right type goes into the column; else it stays beside it, as it was written."""
        if self.kind is Kind.COUNTRY:
            return value in NAMES
        if self.kind is Kind.YEARS:
            return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_YEARS
        return value not in EMPTY


BEGAN = Field("startDate", "began", Kind.DATE, 10)
ENDED = Field("endDate", "ended", Kind.DATE, 10)
URL = Field("url", "url", most=500)
NAME = Field("name", "name")
HIGHLIGHTS = Field("highlights", "highlights", Kind.LINES)
KEYWORDS = Field("keywords", "keywords", Kind.LINES)

BASICS = (
    NAME,
    Field("label", "headline", most=120),
    Field("email", "email", most=254),
    Field("phone", "phone", most=60),
    Field("url", "homepage", most=500),
    Field("summary", "summary_md", Kind.TEXT, 5000),
    Field("location", "location", Kind.PART),
    Field("profiles", "links", Kind.ENTRIES, 50),
)
LOCATION = (Field("city", "city", most=120), Field("countryCode", "country", Kind.COUNTRY))
LINK = (Field("network", "network"), Field("username", "username"), URL)
LANGUAGE = (Field("language", "language", most=100), Field("fluency", "fluency"))
WORK = (
    NAME,
    Field("position", "title"),
    Field("location", "location"),
    Field("description", "description", most=300),
    URL,
    BEGAN,
    ENDED,
    Field("summary", "summary", Kind.TEXT, 5000),
    HIGHLIGHTS,
)
EDUCATION = (
    Field("institution", "institution"),
    Field("studyType", "study"),
    Field("area", "area"),
    URL,
    BEGAN,
    ENDED,
    Field("score", "score", most=60),
    Field("courses", "courses", Kind.LINES),
)
PROJECTS = (
    NAME,
    Field("description", "description", Kind.TEXT, 5000),
    URL,
    BEGAN,
    ENDED,
    Field("entity", "entity"),
    Field("type", "kind", most=100),
    Field("roles", "roles", Kind.LINES),
    HIGHLIGHTS,
    KEYWORDS,
)
CERTIFICATES = (Field("name", "name", most=300), Field("issuer", "issuer"), Field("date", "dated", Kind.DATE, 10), URL)
TOPICS = (NAME, Field("level", "level", most=100), Field("years", "years", Kind.YEARS), KEYWORDS)

SECTIONS: Mapping[str, tuple[Field, ...]] = {
    "work": WORK, "education": EDUCATION, "projects": PROJECTS, "certificates": CERTIFICATES, "topics": TOPICS,
}  # fmt: skip
KEYS = {"topics": "skills"}  # where a section has another name in the file
ROOT = (
    Field("basics", "basics", Kind.PART),
    *(Field(KEYS.get(section, section), section, Kind.ENTRIES, MOST_ENTRIES) for section in SECTIONS),
    Field("languages", "languages", Kind.ENTRIES, 50),
)
ELSEWHERE = ("volunteer", "awards", "publications", "interests", "references")  # lists without a column of ours
SAME = {  # what makes two entries one
    "work": ("name", "title", "began"),
    "education": ("institution", "study", "area"),
    "projects": ("name",),
    "certificates": ("name", "issuer"),
    "topics": ("name",),
}
