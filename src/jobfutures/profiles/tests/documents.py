"""JSON Resumes: a written one with keys that nobody knows, and random ones of the schema, as Hypothesis strategies."""

from typing import Any

from hypothesis import strategies as st

from jobfutures.profiles.resume.fields import BASICS, ELSEWHERE, LANGUAGE, LINK, LOCATION, ROOT, SECTIONS, Field, Kind

ANA: dict[str, Any] = {
    "$schema": "https://raw.example/schema.json",
    "basics": {
        "name": "Ana Núñez",
        "label": "Backend developer",
        "image": "https://ana.example/me.jpg",
        "email": "ana@ana.example",
        "phone": "+49 30 123456",
        "url": "https://ana.example",
        "summary": "I build services that stay up.\n\nAnd I write down why.",
        "location": {"address": "Some street 1", "postalCode": "10115", "city": "Berlin", "countryCode": "DE", "x": 1},
        "profiles": [
            {"network": "GitHub", "username": "ana", "url": "https://code.example/ana", "since": 2014},
            {"network": "Elsewhere", "username": "ana2"},
        ],
        "pronouns": ["she", "her"],
    },
    "work": [
        {
            "id": "w1",
            "name": "Till & Sons",
            "position": "Senior developer",
            "url": "https://till.example",
            "startDate": "2020-03",
            "summary": "Payments.",
            "highlights": ["Cut queries by 40 %", "Led a move to PostgreSQL"],
            "team": {"size": 6, "lead": True},
        },
        {"name": "Shop", "position": "Developer", "startDate": "2016", "endDate": "2020-02-29", "endReason": None},
    ],
    "volunteer": [{"organization": "Library", "position": "Teacher", "startDate": "2019"}],
    "education": [
        {"institution": "TU", "studyType": "BSc", "area": "Computer science", "endDate": "2016", "courses": ["SE1"]}
    ],
    "awards": [],
    "certificates": [{"name": "SQL", "date": "2021-05-04", "issuer": "An academy", "url": "https://a.example/1"}],
    "skills": [
        {"name": "names, MUTABILITY, copying", "level": "Master", "keywords": ["deepcopy"]},
        {"name": "Woodwork", "keywords": ["chairs"], "years": "many"},
    ],
    "languages": [{"language": "German", "fluency": "Native"}, {"language": "English", "fluency": "C1", "cert": "x"}],
    "interests": [{"name": "Rowing"}],
    "projects": [{"name": "sluice", "description": "A queue.", "highlights": [], "url": "https://code.example/sluice"}],
    "meta": {"version": "v1.0.0", "lastModified": "2025-01-01T00:00:00"},
    "x-tool": {"theme": ["a", {"b": [1, 2.5, None]}]},
}

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
numbers = st.one_of(st.integers(-(10**18), 10**18), st.floats(allow_nan=False, allow_infinity=False))
scalars = st.one_of(st.none(), st.booleans(), numbers, texts)
anything = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(texts, inner, max_size=2)),
    max_leaves=4,
)
dates = st.one_of(
    st.dates().filter(lambda day: day.year >= 1000).map(lambda day: day.isoformat()[:10]),
    st.sampled_from(["2020", "1999-12", "2024-02-29", ""]),
).filter(lambda text: text < "3")


def value_of(field: Field) -> st.SearchStrategy[Any]:
    kinds: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.DATE: dates,
        Kind.COUNTRY: st.sampled_from(["DE", "NL", "de", "Germany", ""]),
        Kind.LINES: st.lists(texts, max_size=3),
        Kind.YEARS: st.one_of(st.integers(-5, 99), scalars),
    }
    return st.one_of(st.none(), kinds.get(field.kind, texts))


def object_of(
    fields: tuple[Field, ...], **parts: st.SearchStrategy[Any]
) -> st.SearchStrategy[dict[str, Any]]:  # fmt: skip
    """Draw an object of the schema with any of its keys, any other keys between them, in any order."""
    known = {one.key: parts.get(one.key, value_of(one)) for one in fields}
    names = {one.key for one in fields}
    more = st.dictionaries(texts.filter(lambda name: name not in names), anything, max_size=2)
    said = st.fixed_dictionaries({}, optional=known)
    return st.tuples(said, more, st.randoms(use_true_random=False)).map(mixed)


def mixed(drawn: Any) -> dict[str, Any]:
    said, more, chance = drawn
    pairs = [*said.items(), *more.items()]
    chance.shuffle(pairs)
    return dict(pairs)


def a_list(fields: tuple[Field, ...]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), st.lists(object_of(fields), max_size=3))


def documents() -> st.SearchStrategy[dict[str, Any]]:
    """Draw a whole document. Its root takes no other keys that the schema knows."""
    basics = object_of(BASICS, location=st.one_of(st.none(), object_of(LOCATION)), profiles=a_list(LINK))
    sections = {("skills" if name == "topics" else name): a_list(fields) for name, fields in SECTIONS.items()}
    elsewhere = tuple(Field(name, name) for name in ELSEWHERE)
    parts = {"basics": st.one_of(st.none(), basics), "languages": a_list(LANGUAGE), **sections}
    parts |= {name: a_list(()) for name in ELSEWHERE}
    return object_of((*ROOT, *elsewhere), **parts).filter(lambda found: "meta" not in found)
