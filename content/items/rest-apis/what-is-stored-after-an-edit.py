"""What a resource holds after an edit, by how the body is turned into changes: replaced, sent, all or not null."""

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="E2",
    level="junior",
    title="What is stored after an edit",
    practise=("put-or-patch",),
)
DOMAINS = {
    "Profile": ["name", "phone", "city"],
    "Parcel": ["street", "floor", "note"],
    "Shift": ["place", "phone", "remark"],
    "Booking": ["guest", "room", "wish"],
    "Visit": ["doctor", "room", "reason"],
    "Supplier": ["company", "contact", "phone"],
}
VALUES = {
    "name guest contact doctor": ["Ada", "Ben", "Cem", "Dora"],
    "phone": ["555", "556", "557", "558"],
    "city place": ["Bonn", "Graz", "Ulm", "Bern"],
    "street company": ["Kirchweg", "Hafen", "Lindenhof", "Markt"],
    "floor room": ["1", "2", "3", "4"],
    "note remark wish reason": ["late", "ring twice", "quiet", "new"],
}
DUMPS = {
    "sent": "model_dump(exclude_unset=True)",
    "all": "model_dump()",
    "not-null": "model_dump(exclude_none=True)",
}


def build(random: Random) -> Variant:
    """What is left out, what is null, and what the handler does with each decide field by field."""
    way = random.choice(["replace", "replace", "sent", "sent", "all", "not-null"])
    name, (first, second, third) = random.choice(list(DOMAINS.items()))
    pairs = [two_values(random, field) for field in (first, second, third)]
    stored = dict(zip((first, second, third), (before for before, _ in pairs), strict=True))
    body: dict[str, str | None] = {}
    if way == "replace" or random.random() < 0.5:
        body[first] = random.choice(pairs[0])
    shapes = [("null", "absent"), ("absent", "null"), ("value", "absent"), ("absent", "value"), ("value", "null")]
    for field, shape, (_, value) in zip((second, third), random.choice(shapes), pairs[1:], strict=True):
        if shape != "absent":
            body[field] = None if shape == "null" else value
    results = {
        "replace": {field: body.get(field) for field in stored} | ({} if first in body else {first: stored[first]}),
        "sent": stored | body,
        "all": {field: body.get(field) for field in stored},
        "not-null": stored | {field: value for field, value in body.items() if value is not None},
    }
    key = printed(results[way])
    wrong = {printed(results[other]): REASONS[way][other] for other in REASONS[way]}
    merged = {field: body.get(field) or "" for field in stored}
    wrong.setdefault(printed(merged), "Nothing here turns a field that is left out or null into an empty text.")
    method = "PUT" if way == "replace" else "PATCH"
    change = [
        "class Change(BaseModel):",
        *(f"    {field}: str | None = None" for field in stored),
        "",
    ]
    handler = {
        "replace": ["def put(stored, body):", f"    return {name}.model_validate(body)"],
    }.get(
        way,
        [
            "def patch(stored, body):",
            f"    changes = Change.model_validate(body).{DUMPS.get(way, '')}",
            "    return stored.model_copy(update=changes)",
        ],
    )
    code = "\n".join(
        [
            f"class {name}(BaseModel):",
            f"    {first}: str",
            f"    {second}: str | None = None",
            f"    {third}: str | None = None",
            "",
            *(change if way != "replace" else []),
            *handler,
            "",
            f"stored = {name}({', '.join(f'{field}={value!r}' for field, value in stored.items())})".replace("'", '"'),
            f"body = {{{', '.join(f'{field!r}: {value!r}' for field, value in body.items())}}}".replace("'", '"'),
            f"for field, value in {method.lower()}(stored, body):",
            '    print(f"{field}: {value}")',
        ]
    )
    return Variant(
        prompt=(
            f"A client edits what is `stored` with {method}. `body` is the JSON that it sends, parsed, with `None` for "
            "a null. What does this program print?"
        ),
        code=code,
        answer=Output(text=key, wrong={text: reason for text, reason in wrong.items() if text != key}),
        why=WHY[way],
        proof="from pydantic import BaseModel\n" + code,
    )


def two_values(random: Random, field: str) -> tuple[str, str]:
    """Return what the field holds before, and what it may hold after."""
    before, after = random.sample(next(values for names, values in VALUES.items() if field in names.split()), 2)
    return before, after


def printed(fields: dict[str, str | None]) -> str:
    return "\n".join(f"{field}: {value}" for field, value in fields.items())


REASONS = {
    "replace": {
        "sent": "This merges the body into what is stored. The handler does not look at `stored` at all.",
        "not-null": "This keeps what the body does not fill. The handler builds the whole resource from the body.",
    },
    "sent": {
        "all": "This clears what the client left out. With `exclude_unset` such a field is no part of the changes.",
        "not-null": "A null that was sent counts as sent. It is among the changes and clears the field.",
        "replace": "This takes the body for the whole resource. A field that is left out keeps its stored value here.",
    },
    "all": {
        "sent": "Only `exclude_unset` would leave out what was not sent. Without it the defaults are written as well.",
        "not-null": "Nothing leaves out the values that are `None`, whether they were sent or are defaults.",
    },
    "not-null": {
        "sent": "A null was sent, but `exclude_none` throws it away, and the field keeps its stored value.",
        "all": "`exclude_none` leaves out every `None`, so a field that was not sent is not cleared.",
    },
}
WHY = {
    "replace": (
        "The body is the whole resource: the result depends on nothing that was stored. A field that is left out gets "
        "the default of the model, here `None`, as does a field that is sent as null. That is what PUT promises."
    ),
    "sent": (
        "`exclude_unset` keeps exactly the fields that the client sent. What was left out stays as it is stored, and a "
        "null that was sent clears its field. That is the difference between absent and null, and the usual meaning of "
        "PATCH."
    ),
    "all": (
        "`model_dump()` returns every field of the change, those that were not sent with their default `None`. All of "
        "it is written over what is stored, so a small edit clears the rest. `exclude_unset=True` is missing."
    ),
    "not-null": (
        "`exclude_none` leaves out each `None`, whether it is a default or was sent. So what was left out stays as it "
        "is, and a client cannot clear a field by sending null."
    ),
}
