"""Which changes of an answer break a given client: what it demands, forbids, coerces and lists decides."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="E2",
    level="senior",
    title="Which changes of an answer break this client",
    practise=("retire-api-field", "api-versioning-schemes", "reliable-rest-api"),
)
THINGS = {
    "Order": ("total_cents", "currency", ["open", "paid"], "refunded"),
    "Booking": ("guests", "language", ["held", "confirmed"], "waitlisted"),
    "Parcel": ("weight_g", "carrier", ["packed", "sent"], "returned"),
    "Claim": ("amount_cents", "region", ["filed", "settled"], "reopened"),
    "Ticket": ("seat", "hall", ["sold", "used"], "exchanged"),
}


def build(random: Random) -> Variant:
    """The client's model is drawn: strict or not, closed list or text, default or none; the changes stay the same."""
    name, (count, extra, states, new) = random.choice(list(THINGS.items()))
    forbids, strict, closed = random.random() < 0.4, random.random() < 0.4, random.random() < 0.5
    note = random.choice(["str", 'str = ""', "str | None", "str | None = None"])
    numeric, textual = random.choice(["int", "int", "float"]), random.choice(["str", "str", "str | int"])
    sample = {
        "number": f"{name[0]}-{random.randint(10, 99)}",
        count: random.randint(2, 900),
        "status": states[0],
        "note": "late",
    }
    status = f"Literal[{', '.join(f'{one!r}' for one in states)}]".replace("'", '"') if closed else "str"
    config = [text for text, on in (('extra="forbid"', forbids), ("strict=True", strict)) if on]
    code = "\n".join(
        [
            f"class {name}(BaseModel):",
            *([f"    model_config = ConfigDict({', '.join(config)})", ""] if config else []),
            f"    number: {textual}",
            f"    {count}: {numeric}",
            f"    status: {status}",
            f"    note: {note}",
            "",
            "def read(text: str):",
            f"    return {name}.model_validate_json(text)",
        ]
    )
    value = sample[count]
    changes = {
        f"A field `{extra}` is added": (
            {**sample, extra: "x"},
            forbids,
            "This client forbids what it does not know, so even an added field is an error.",
            "A model drops what it does not know unless it forbids it, and this one does not.",
        ),
        f"`status` may also be `{new}`": (
            {**sample, "status": new},
            closed,
            "The client has a closed list of states, and a new one does not validate.",
            "For this client `status` is any text. What it does with a new one later is another matter.",
        ),
        f'`{count}` is sent as the text `"{value}"`': (
            {**sample, count: str(value)},
            strict,
            f"In strict mode a text is no `{numeric}`, whatever its characters are.",
            f"In the default mode Pydantic reads a text of digits as `{numeric}`.",
        ),
        f"`{count}` is sent as `{value}.5`": (
            {**sample, count: value + 0.5},
            numeric == "int",
            "A number with a fraction is no `int`, in strict mode and in the default one.",
            "The field is a `float` for this client, so a fraction is read as it stands.",
        ),
        "`note` is left out when it is empty": (
            {key: one for key, one in sample.items() if key != "note"},
            "=" not in note,
            "The field has no default, so it is required, whatever values it may have.",
            "The field has a default, and that is taken when it is not there.",
        ),
        "`note` is null when it is empty": (
            {**sample, "note": None},
            "None" not in note,
            "Null is no `str`. A default would only help if the field were not there at all.",
            "The type of the field allows `None`, and null is read as that.",
        ),
        "`number` is sent as a JSON number": (
            {**sample, "number": 41},
            textual == "str",
            "Unless it is told to, Pydantic makes no `str` of a number, in strict mode or in the default one.",
            "This client takes an `int` there as well, so a number is read as it stands.",
        ),
        "The fields come in another order": (
            dict(reversed(sample.items())),
            False,
            "",
            "The fields of a JSON object have no order that a reader could depend on, and this one does not.",
        ),
    }
    if not any(breaks for _, breaks, _, _ in changes.values()):
        return build(random)
    while True:
        chosen = random.sample(list(changes), 6)
        broken = [one for one in chosen if changes[one][1]]
        if 1 <= len(broken) <= 5:
            break
    bodies = {one: changes[one][0] for one in sorted(chosen)}
    return Variant(
        prompt=(
            "A partner's program reads the answers of our API with this code, Pydantic 2. Today an answer is "
            f"`{shown(sample)}`. Each change below is made alone, and the program stays as it is. Which of them can "
            "make `read` fail?"
        ),
        code=code,
        answer=SomeOf(
            right={one: changes[one][2] for one in chosen if one in broken},
            wrong={one: changes[one][3] for one in chosen if one not in broken},
        ),
        why=(
            "Whether a change is harmless is decided by those who read the answer. "
            + (
                "This client forbids unknown fields, so even adding one breaks it. "
                if forbids
                else "This client ignores unknown fields, so adding one is safe. "
            )
            + ("A closed list breaks with a new value. " if closed else "Its `status` takes any text. ")
            + (
                "Strict mode takes a value only in its own JSON type. "
                if strict
                else "The default mode forgives a number that is sent as text. "
            )
            + "A default helps with a field that is not there, `None` in the type with null, and neither with "
            "the other case. Before a change one asks or counts what clients really do."
        ),
        proof=f"""\
import json
from typing import Literal
from pydantic import BaseModel, ConfigDict, ValidationError

{code}

read(json.dumps({sample}))
for change, answer in {bodies}.items():
    try:
        read(json.dumps(answer))
    except ValidationError:
        print(change)
""",
    )


def shown(answer: dict) -> str:
    inside = ", ".join(f'"{key}": {value if isinstance(value, int) else f'"{value}"'}' for key, value in answer.items())
    return f"{{{inside}}}"
