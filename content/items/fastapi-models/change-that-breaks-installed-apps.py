"""Which changes of published models break apps that are installed already, by what they send and how they read."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="G9",
    level="senior",
    title="Which changes of published models break installed apps",
    practise=("version-a-schema", "input-and-output-models"),
)
# thing, number, text, status values, a third one, date
DOMAINS = [
    ("Order", "pots", "note", ("open", "paid"), "on_hold", "ready_on"),
    ("Booking", "seats", "wish", ("held", "sold"), "moved", "doors_at"),
    ("Parcel", "pieces", "hint", ("sent", "here"), "lost", "due_on"),
    ("Shift", "hours", "remark", ("free", "taken"), "swapped", "starts_on"),
    ("Repair", "parts", "fault", ("new", "done"), "waiting", "back_on"),
]


def build(random: Random) -> Variant:
    """What the app sends and how strictly it reads are decisive; each change is judged by one of these facts."""
    thing, number, text, states, third, date = random.choice(DOMAINS)
    as_text, sends_app, long, strict, closed, nullable = (random.random() < 0.5 for _ in range(6))
    sends_coupon = random.random() < 0.5
    words = "leave it with Ben next door, please" if long else "ring twice"
    amount = random.randint(2, 9)
    body = {number: f'"{amount}"' if as_text else str(amount), text: f'"{words}"'}
    body |= ({"coupon": "null"} if sends_coupon else {}) | ({"app": '"4.1"'} if sends_app else {})
    listed = ", ".join(f'"{state}"' for state in states)
    sent = "{" + ", ".join(f'"{name}": {value}' for name, value in body.items()) + "}"
    code = f"""\
class Read{thing}(BaseModel):  # how the installed apps read an answer
    model_config = ConfigDict(strict=True, extra="{"forbid" if strict else "ignore"}")
    id: int
    {number}: int
    {text}: str{" | None" if nullable else ""}
    status: {f"Literal[{listed}]" if closed else "str"}

class {thing}In(BaseModel):  # what the server accepts today
    {number}: int
    {text}: str = Field("", max_length=200)
    coupon: str | None = None

class {thing}Out(BaseModel):  # what the server answers today
    id: int
    {number}: int
    {text}: str
    status: Literal[{listed}]"""
    into, out = f"`{thing}In`", f"`{thing}Out`"
    changes: dict[str, tuple[bool, str]] = {
        f"{into}: `{text}` has `max_length=20` instead of 200": (
            long,
            f"The apps send {len(words)} characters here, which the new limit {'refuses' if long else 'still allows'}.",
        ),
        f"{into}: unknown fields are forbidden": (
            sends_app,
            "The apps send `app`, which no model declares; it was ignored and would be refused."
            if sends_app
            else "The apps send only fields that the model declares, so nothing of theirs is unknown.",
        ),
        f"{into}: `{number}` is `Field(strict=True)`": (
            as_text,
            "The apps send the number as text, which only the default mode converts."
            if as_text
            else "The apps send a JSON number already, so they lose nothing.",
        ),
        f"{into}: `coupon` loses its default": (
            not sends_coupon,
            "The apps send `coupon` with every request, as null, which the type allows."
            if sends_coupon
            else "The apps leave `coupon` out. Without a default it must be sent, null or not.",
        ),
        f"{into}: a field `phone: str | None = None` is added": (False, "A field with a default may be left out."),
        f"{into}: a field `phone: str | None` is added": (
            True,
            "It has no default, so it must be sent, even though null is allowed, and the apps do not send it.",
        ),
        f"{out}: a field `{date}: str` is added": (
            strict,
            "The apps forbid what they do not know, so a new field makes their reading fail."
            if strict
            else "The apps ignore what they do not know, so a new field does no harm.",
        ),
        f'{out}: `status` may also be `"{third}"`': (
            closed,
            "The apps know two values of the status and fail at a third."
            if closed
            else "The apps take any text as the status, so a new value can be read.",
        ),
        f"{out}: `{text}` may be null": (
            not nullable,
            "The apps allow null in this field already."
            if nullable
            else "The apps expect text there, and null is none.",
        ),
        f"{out}: `id` is sent as text": (True, "The apps read strictly: the text of a number is no number to them."),
    }
    kinds = list(changes)
    options = random.sample(kinds, 5)
    while len({changes[name][0] for name in options}) < 2:
        options = random.sample(kinds, 5)
    answer = f'{{"id": 7, "{number}": {amount}, "{text}": "ok", "status": "{states[0]}"}}'
    return Variant(
        prompt=(
            "Apps that cannot be updated use this API. The only request that they ever send is this one, with these "
            f"values:\n\n```\n{sent}\n```\n\n"
            "An app breaks if the server refuses its request, or if it cannot read an answer that the server "
            "may send. The "
            "server gets one of these changes, alone. Which of them break the apps?"
        ),
        code=code,
        answer=SomeOf(
            right={name: changes[name][1] for name in options if changes[name][0]},
            wrong={name: changes[name][1] for name in options if not changes[name][0]},
        ),
        why=(
            "Compare each change with what is installed. On the way in, the server may accept more and must "
            "not demand more "
            "than the apps send. On the way out it may only send what they can read: whether a new field, a "
            "new value or "
            "null does harm depends on how they read."
        ),
        proof=proof(code, sent, thing, tried(thing, kinds, options, number, text, third, date), answer),
    )


def tried(thing: str, kinds: list[str], options: list[str], *names: str) -> dict[str, tuple[str, str | None]]:
    """Return for each option the statement that makes the changed model, and which field of an answer it changes."""
    number, text, third, date = names
    statements = [
        f'class New({thing}In): {text}: str = Field("", max_length=20)',
        f'class New({thing}In): model_config = ConfigDict(extra="forbid")',
        f"class New({thing}In): {number}: int = Field(strict=True)",
        f"class New({thing}In): coupon: str | None",
        f"class New({thing}In): phone: str | None = None",
        f"class New({thing}In): phone: str | None",
        f"class New({thing}Out): {date}: str = '2026-03-01'",
        f'class New({thing}Out): status: str = "{third}"',
        f"class New({thing}Out): {text}: str | None = None",
        f"class New({thing}Out): id: str = '7'",
    ]
    left_out = [None] * 6 + [date, "status", text, "id"]
    found = zip(statements, left_out, strict=True)
    return {name: pair for name, pair in zip(kinds, found, strict=True) if name in options}


def proof(code: str, sent: str, thing: str, known: dict[str, tuple[str, str | None]], answer: str) -> str:
    """Change the server's models, send the apps' request to them, and read the answers as the apps do."""
    return f"""\
import json
from typing import Literal
from pydantic import BaseModel, ConfigDict, Field, ValidationError
{code}
CHANGES = {known!r}
{thing}In.model_validate_json('{sent}')
Read{thing}.model_validate_json({thing}Out.model_validate_json('{answer}').model_dump_json())
found = []
for name, (statement, changed) in CHANGES.items():
    exec(statement)
    try:
        if changed is None:
            New.model_validate_json('{sent}')
        else:
            answer = json.loads('{answer}')
            answer.pop(changed, None)
            Read{thing}.model_validate_json(New.model_validate(answer).model_dump_json())
    except ValidationError:
        found.append(name)
print("\\n".join(sorted(found)))
"""
