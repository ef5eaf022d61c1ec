"""What a client gets and what is stored, by whether the request, the handler or the answer breaks a rule."""

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="G9",
    level="middle",
    title="Status and stored rows when a model does not fit",
    practise=("input-and-output-models", "version-a-schema"),
)
# input model, output model, list, number, text, code of the answer
DOMAINS = [
    ("Booking", "Receipt", "booked", "seats", "hall", "code"),
    ("Shift", "Plan", "planned", "hours", "ward", "slot"),
    ("Refund", "Voucher", "refunded", "cents", "reason", "number"),
    ("Parcel", "Label", "accepted", "pieces", "depot", "barcode"),
    ("Order", "Invoice", "placed", "pots", "shop", "series"),
]
REQUEST = {
    "422 0": "The body fits its model, and only a body that does not is answered with 422.",
    "500 0": "FastAPI itself answers a body that breaks a rule of its model; that is no unhandled exception.",
    "500 1": "Neither the handler nor its answer fails here: the number was converted before both.",
}
LATE = "The list is changed before anything fails, and nothing takes that back."
EARLY = "The line that fails comes before the list is changed."
# what happens: the key, why, and what is wrong with other answers
CASES: dict[str, tuple[str, str, dict[str, str]]] = {
    "fine": (
        "201 1",
        "The body fits, the handler runs to its end, and what it returns fits the answer's model.",
        {"422 0": REQUEST["422 0"], "500 1": "What the handler returns has every field with the right type."},
    ),
    "number as text": (
        "201 1",
        (
            "In the default mode the text of a whole number becomes a number, so the body fits and everything else "
            "does too."
        ),
        {"422 0": "The text of a whole number is converted; only strict mode refuses it.", "500 1": REQUEST["500 1"]},
    ),
    "rule": (
        "422 0",
        "The body breaks a rule of its model. FastAPI answers 422 and does not call the handler.",
        {"500 0": REQUEST["500 0"], "422 1": "The body is checked before the handler runs, so nothing is stored."},
    ),
    "validator refuses": (
        "422 0",
        (
            "A `ValueError` in a validator is how a model refuses: it becomes one of the listed faults, and the "
            "handler does not run."
        ),
        {"500 0": "A ValueError in a validator is caught by Pydantic.", "201 1": "The validator refuses this value."},
    ),
    "validator breaks": (
        "500 0",
        (
            "Pydantic turns `ValueError` and `AssertionError` of a validator into faults. A `KeyError` is neither: "
            "it passes "
            "through as the bug it is, before the handler is called, and the client gets 500."
        ),
        {
            "422 0": "Pydantic takes a ValueError or AssertionError as a refusal; a KeyError is neither of them.",
            "500 1": "The body is checked before the handler runs, so nothing is stored.",
        },
    ),
    "conflict early": (
        "409 0",
        "The handler refuses with an `HTTPException` before it changes the list. FastAPI answers with that status.",
        {
            "409 1": "The check stands above the line that stores.",
            "500 0": "An HTTPException is an answer, not a crash.",
        },
    ),
    "conflict late": (
        "409 1",
        (
            "The handler changes the list first and refuses afterwards. An exception ends the handler and takes "
            "nothing back."
        ),
        {"409 0": LATE, "500 1": "An HTTPException is an answer, not a crash."},
    ),
    "inner early": (
        "500 0",
        (
            "The handler itself builds a model from bad data. That is no fault of the client's request: a "
            "`ValidationError` "
            "inside the handler is unhandled, so the answer is 500. It is raised before the list is changed."
        ),
        {"422 0": "Only the request's own models give 422; this one is built by the handler.", "500 1": EARLY},
    ),
    "inner late": (
        "500 1",
        (
            "The handler builds a model from bad data after it changed the list. A `ValidationError` raised in the "
            "handler is "
            "unhandled and becomes 500; only a fault of the request itself is a 422."
        ),
        {"422 1": "Only the request's own models give 422; this one is built by the handler.", "500 0": LATE},
    ),
    "answer lacks": (
        "500 1",
        (
            "What the handler returned lacks a field that the answer's model promises. The server broke its "
            "promise, so it "
            "answers 500, after the handler ran."
        ),
        {"422 1": "The request is fine. The fault lies in the answer, and that is 500.", "500 0": LATE},
    ),
    "answer null": (
        "500 1",
        (
            "The answer's model promises text, and the handler returned None. FastAPI checks what is returned: "
            "the server "
            "broke its promise and answers 500, after the handler ran."
        ),
        {"201 1": "FastAPI checks what is returned against the declared type.", "500 0": LATE},
    ),
    "answer more": (
        "201 1",
        "A field more than the answer's model has is no fault on the way out: it is cut off.",
        {"500 1": "Fields that the answer's model does not have are left out in silence.", "422 0": REQUEST["422 0"]},
    ),
}
PLACES = ["north", "east", "south", "west"]


def build(random: Random) -> Variant:
    """Where the fault lies is decisive, and whether something was stored before it."""
    case = random.choice(list(CASES))
    model, out, stored, number, text, code_name = random.choice(DOMAINS)
    amount, word = random.randint(2, 9), random.choice(PLACES)
    key, why, wrong = CASES[case]
    others = [place for place in PLACES if place != word]
    refuses = case if "validator" in case else random.choice(["", "", "", "validator refuses", "validator breaks"])
    known = sorted(random.sample(others, 2) if "validator" in case else [word, random.choice(others)])
    validator = validators(text, refuses, known)
    most = amount - 1 if case == "rule" else amount + random.randint(0, 5)
    limit = amount - 1 if "conflict" in case else amount + random.randint(0, 4)
    store = f"    {stored}.append(body.{number})"
    check = [f"    if body.{number} > {limit}:", '        raise HTTPException(409, "not that many")']
    value = {"inner early": "None", "inner late": "None"}.get(case, f"body.{text}")
    inner = f"    made = {out}({code_name}={value}, {number}=body.{number})"
    returned = {
        "answer lacks": f'{{"{number}": body.{number}}}',
        "answer null": f'{{"{code_name}": None, "{number}": body.{number}}}',
        "answer more": f'{{"{code_name}": body.{text}, "{number}": body.{number}, "by": "app"}}',
    }.get(case, "made")
    early = case in {"conflict early", "inner early"} or (
        case not in {"conflict late", "inner late"} and random.random() < 0.4
    )
    made = [inner] if returned == "made" else []
    steps = [*check, *made, store] if early else [store, *check, *made]
    code = "\n".join(
        [
            f"class {model}(BaseModel):",
            f"    {number}: int = Field(ge=1, le={most})",
            f"    {text}: str",
            *validator,
            "",
            f"class {out}(BaseModel):",
            f"    {code_name}: str",
            f"    {number}: int",
            "",
            f"{stored} = []",
            "",
            '@app.post("/", status_code=201)',
            f"def add(body: {model}) -> {out}:",
            *steps,
            f"    return {returned}",
        ]
    )
    sent = f'"{amount}"' if case == "number as text" else str(amount)
    body = f'{{"{number}": {sent}, "{text}": "{word}"}}'
    return Variant(
        prompt=(
            "A client sends this body to the endpoint. An exception that nobody handles becomes an answer with "
            "status 500.\n\n"
            f"```\nPOST /\n{body}\n```\n\n"
            f"Then a test prints `status, len({stored})`. What does it print? Write two numbers with a blank "
            "between them."
        ),
        code=code,
        answer=Output(text=key, wrong=wrong),
        why=why,
        proof=f"""\
import asyncio
import httpx
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field, field_validator
app = FastAPI()
{code}
async def send():
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://api") as client:
        sent = await client.post("/", content='{body}', headers={{"Content-Type": "application/json"}})
        return sent.status_code
print(asyncio.run(send()), len({stored}))
""",
    )


def validators(text: str, how: str, known: list[str]) -> list[str]:
    """Return the lines of a validator that knows these places."""
    if not how:
        return []
    head = [f'    @field_validator("{text}")', "    @classmethod", f"    def known(cls, {text}):"]
    if how == "validator breaks":
        short = ", ".join(f'"{place}": "{place[0].upper()}"' for place in known)
        return [*head, f"        return {{{short}}}[{text}]"]
    listed = ", ".join(f'"{place}"' for place in known)
    return [
        *head,
        f"        if {text} not in ({listed}):",
        '            raise ValueError("unknown")',
        f"        return {text}",
    ]
