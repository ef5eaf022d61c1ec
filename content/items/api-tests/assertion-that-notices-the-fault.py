"""Which assertions about a POST turn red, when the endpoint has this fault."""

from dataclasses import dataclass, field
from typing import Any

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="J3",
    level="junior",
    title="Which assertions about a request notice the fault of an endpoint",
    practise=("test-404-and-422", "what-backend-tests-should-cover"),
)
THINGS = [
    ("booking", "room", "Elm", "nights"),
    ("order", "sku", "tea", "pieces"),
    ("shift", "ward", "A", "hours"),
    ("rental", "bike", "B-7", "days"),
    ("parcel", "depot", "North", "kilos"),
]
FAULTS = [
    "not stored",
    "no mail",
    "two mails",
    "status",
    "secret",
    "amount",
    "place",
    "text",
    "mail to the shop",
    "stored twice",
]
APP = """\
rows, mails = [], []

class New(BaseModel):
    {what}: str
    {amount}: int
    email: str

@app.post("/{thing}s"{status})
def create(new: New, response: Response):
{body}

@app.get("/{thing}s/{{number}}")
def show(number: int):
    if not 1 <= number <= len(rows):
        raise HTTPException(404)
    return {{"{what}": rows[number - 1]["{what}"]}}"""
PROOF = """\
from fastapi import FastAPI, HTTPException, Response
from fastapi.testclient import TestClient
from pydantic import BaseModel
app = FastAPI()
{app}
client = TestClient(app)
response = client.post("/{thing}s", json={{"{what}": "{value}", "{amount}": {number}, "email": "ada@example.org"}})
for text in {options!r}:
    try:
        exec(text.strip("`"))
    except (AssertionError, KeyError, IndexError):
        print(text)
"""


@dataclass
class World:
    """What is there after the request."""

    status: int
    body: dict[str, Any]
    place: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    mails: list[str] = field(default_factory=list)


def after(faults: set[str], names: tuple[str, str, str, str], number: int) -> World:
    thing, what, value, amount = names
    row = {what: value, amount: 1 if "amount" in faults else number, "margin": 40}
    copies = 0 if "not stored" in faults else 2 if "stored twice" in faults else 1
    mail = "shop@example.org" if "mail to the shop" in faults else "ada@example.org"
    mails = 0 if "no mail" in faults else 2 if "two mails" in faults else 1
    body: dict[str, Any] = {what: value, amount: number}
    if "secret" in faults:
        body["margin"] = 40
    if "text" in faults:
        body[amount] = str(number)
    place = f"/{thing}/1" if "place" in faults else f"/{thing}s/1"
    return World(200 if "status" in faults else 201, body, place, [row] * copies, [mail] * mails)


def code_of(faults: set[str], thing: str, what: str, amount: str) -> str:
    body = []
    if "not stored" not in faults:
        stored = "1" if "amount" in faults else f"new.{amount}"
        line = f'rows.append({{"{what}": new.{what}, "{amount}": {stored}, "margin": 40}})'
        body += [line] * (2 if "stored twice" in faults else 1)
    if "no mail" not in faults:
        address = '"shop@example.org"' if "mail to the shop" in faults else "new.email"
        body += [f"mails.append({address})"] * (2 if "two mails" in faults else 1)
    body.append(f'response.headers["Location"] = "/{thing}{"" if "place" in faults else "s"}/1"')
    shown = f"str(new.{amount})" if "text" in faults else f"new.{amount}"
    secret = ', "margin": 40' if "secret" in faults else ""
    body.append(f'return {{"{what}": new.{what}, "{amount}": {shown}{secret}}}')
    return APP.format(
        thing=thing,
        what=what,
        amount=amount,
        status="" if "status" in faults else ", status_code=201",
        body="\n".join(f"    {line}" for line in body),
    )


def build(random: Random) -> Variant:
    """One or two faults, and six assertions of different strength."""
    thing, what, value, amount = random.choice(THINGS)
    number = random.randint(2, 6)
    clash = [
        {"not stored", "stored twice"},
        {"not stored", "amount"},
        {"no mail", "two mails"},
        {"no mail", "mail to the shop"},
    ]
    while True:
        faults = set(random.sample(FAULTS, random.choice([1, 2])))
        if any(pair <= faults for pair in clash):
            continue
        world = after(faults, (thing, what, value, amount), number)
        found = world.rows[:1] if world.place == f"/{thing}s/1" else []
        # assertion: whether it is green, and what is there
        options: dict[str, tuple[bool, str]] = {
            "assert response.status_code == 201": (world.status == 201, f"The status is {world.status}"),
            "assert response.status_code < 300": (True, f"The status is {world.status}"),
            f'assert response.json()["{what}"] == "{value}"': (True, f"The answer says `{value}` for `{what}`"),
            f'assert response.json() == {{"{what}": "{value}", "{amount}": {number}}}': (
                world.body == {what: value, amount: number},
                f"The answer is `{world.body}`",
            ),
            "assert len(rows) == 1": (len(world.rows) == 1, f"`rows` has a length of {len(world.rows)}"),
            "assert rows": (bool(world.rows), f"`rows` has a length of {len(world.rows)}"),
            f'assert rows[0]["{amount}"] == {number}': (
                bool(world.rows) and world.rows[0][amount] == number,
                f"`rows` is `{[{amount: row[amount]} for row in world.rows]}`, as far as `{amount}` goes",
            ),
            'assert mails == ["ada@example.org"]': (world.mails == ["ada@example.org"], f"`mails` is `{world.mails}`"),
            'assert "ada@example.org" in mails': ("ada@example.org" in world.mails, f"`mails` is `{world.mails}`"),
            "assert len(mails) == 1": (len(world.mails) == 1, f"`mails` has a length of {len(world.mails)}"),
            f'assert client.get(response.headers["Location"]).json() == {{"{what}": "{value}"}}': (
                bool(found),
                f"`Location` is `{world.place}`, and {'it is found there' if found else 'that address answers 404'}",
            ),
        }
        red = [text for text, (green, _) in options.items() if not green]
        if red:
            break
    right = random.sample(red, random.randint(1, min(3, len(red))))
    wrong = random.sample([text for text, (green, _) in options.items() if green], 6 - len(right))
    code = code_of(faults, thing, what, amount)
    return Variant(
        prompt=(
            f"The specification: `POST /{thing}s` stores one row, sends one mail to the given address, and answers "
            f"201 with `{what}` and `{amount}` as they were sent, nothing else, and the address of the {thing} in "
            "`Location`. The code below does not keep to it. A test has just sent the first request of the run, for "
            f"`{value}`, {number} and `ada@example.org`. Which of these lines turn red?"
        ),
        code=code,
        answer=SomeOf(
            right={f"`{text}`": f"{options[text][1]}, and that is not what is asserted." for text in right},
            wrong={f"`{text}`": f"{options[text][1]}, so this line is green in spite of the fault." for text in wrong},
        ),
        why=(
            "An assertion notices only what it looks at. An answer may be perfect while nothing was stored or "
            "mailed, and `in` or `< 300` let things pass that an exact comparison would not. A test of a request "
            "asserts the status, the whole answer, and the effects: what is stored, how often, and what left the "
            "house."
        ),
        proof=PROOF.format(
            app=code,
            thing=thing,
            what=what,
            value=value,
            amount=amount,
            number=number,
            options=sorted(f"`{text}`" for text in right + wrong),
        ),
    )
