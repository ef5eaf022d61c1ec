"""How many clients a stricter model would hit that are served today, counted from a log of what they send."""

from dataclasses import dataclass

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="E4",
    level="middle",
    title="How many clients a stricter model would newly refuse",
    practise=("coerce-or-reject-input",),
)
DOMAINS = [
    ("Order", "pieces", "gift"),
    ("Booking", "guests", "breakfast"),
    ("Parcel", "items", "insured"),
    ("Shift", "hours", "night"),
    ("Ticket", "seats", "meal"),
]
NAMES = ["app", "kiosk", "partner", "import", "desk", "web", "bot", "shop", "till", "agent"]
# What is in the log, and what becomes of it: "strict" passes always, "lax" only in the default mode, "no" never.
NUMBERS = {
    "3": "strict",
    '"3"': "lax",
    "3.0": "lax",
    "3.5": "no",
    "true": "lax",
    '"three"': "no",
    "null": "no",
    "14": "strict",
}
FLAGS = {"true": "strict", "false": "strict", '"yes"': "lax", "1": "lax", '"off"': "lax", "2": "no", '"maybe"': "no"}
UNKNOWN = ["colour", "ref", "via", "lang"]


@dataclass(frozen=True)
class Change:
    number: bool  # the number becomes strict
    bound: bool  # and at most 10
    flag: bool  # the flag becomes strict
    forbid: bool


@dataclass(frozen=True)
class Line:
    client: str
    number: str
    flag: str
    unknown: str

    def passes(self, change: Change) -> bool:
        number, flag = NUMBERS[self.number], FLAGS.get(self.flag, "strict")
        if "no" in {number, flag} or (change.number and number == "lax") or (change.flag and flag == "lax"):
            return False
        return not (change.bound and self.number == "14") and not (change.forbid and self.unknown)


TODAY = Change(number=False, bound=False, flag=False, forbid=False)


def build(random: Random) -> Variant:
    """What the new model tightens, and what is refused already today, decide line by line; clients are counted."""
    name, number, flag = random.choice(DOMAINS)
    while True:
        change = Change(*(random.random() < chance for chance in (0.6, 0.4, 0.45, 0.4)))
        clients = random.sample(NAMES, 6)
        log = [logged(random, client) for client in [*clients, *random.sample(clients, 2)]]
        hit = {line.client for line in log if line.passes(TODAY) and not line.passes(change)}
        lines = sum(line.passes(TODAY) and not line.passes(change) for line in log)
        failing = {line.client for line in log if not line.passes(change)}
        already = {line.client for line in log if not line.passes(TODAY)}
        tightened = sum((change.number, change.bound, change.flag, change.forbid))
        if tightened in {1, 2} and already and len({len(hit), lines, len(failing), 0}) >= 3:
            break
    random.shuffle(log)
    old = [f"class {name}(BaseModel):", f"    {number}: int", f"    {flag}: bool = False"]
    arguments = [text for text, on in (("strict=True", change.number), ("le=10", change.bound)) if on]
    new = [
        f"class {name}(BaseModel):",
        *(['    model_config = ConfigDict(extra="forbid")'] if change.forbid else []),
        f"    {number}: int" + (f" = Field({', '.join(arguments)})" if arguments else ""),
        f"    {flag}: bool = " + ("Field(False, strict=True)" if change.flag else "False"),
    ]
    bodies = [(line.client, body(line, number, flag)) for line in log]
    wrong = {
        len(hit) + 1: "One too many. Ask of each line first whether it is accepted today.",
        len(hit) - 1: "One too few. Ask of each line what the new model says to the value as it stands in the JSON.",
        0: "Somebody is hit: look for lines that pass today and break what the new model adds.",
        len(
            already
        ): "So many clients get a 422 today already, for what no mode accepts. They are not newly hit by that.",
        len(failing): "This counts every client that gets a 422, also for what is refused today already.",
        lines: "This counts requests. Clients are asked for, and some stand there twice.",
    }
    return Variant(
        prompt=(
            "A FastAPI endpoint shall take the second model instead of the first. Below is a day's log: client and "
            "body. How many clients would get a 422 for a request that is accepted today?"
        ),
        code="\n".join(
            ["# today", *old, "", "# proposed", *new, "", *(f"# {client:<8} {text}" for client, text in bodies)]
        ),
        answer=Number(
            value=len(hit), unit="clients", wrong={n: why for n, why in wrong.items() if n != len(hit) and n >= 0}
        ),
        why=why(change, number, flag, sorted(hit)),
        proof=f"""\
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel, ConfigDict, Field

{chr(10).join(old)}

Today = {name}

{chr(10).join(new)}

app = FastAPI()

@app.post("/today")
def today(body: Today):
    return "fine"

@app.post("/proposed")
def proposed(body: {name}):
    return "fine"

http, hit = TestClient(app), set()
for client, text in {bodies}:
    statuses = [
        http.post(path, content=text, headers={{"Content-Type": "application/json"}}).status_code
        for path in ("/today", "/proposed")
    ]
    if statuses == [200, 422]:
        hit.add(client)
print(len(hit))
""",
    )


def logged(random: Random, client: str) -> Line:
    return Line(
        client=client,
        number=random.choice([*NUMBERS, "3", "3", '"3"', "true"]),
        flag=random.choice([*FLAGS, "", "", "", "true", "1", '"yes"']),
        unknown=random.choice(["", "", random.choice(UNKNOWN)]),
    )


def body(line: Line, number: str, flag: str) -> str:
    parts = [f'"{number}": {line.number}']
    parts += [f'"{flag}": {line.flag}'] if line.flag else []
    parts += [f'"{line.unknown}": "x"'] if line.unknown else []
    return f"{{{', '.join(parts)}}}"


def why(change: Change, number: str, flag: str, hit: list[str]) -> str:
    told = []
    if change.number:
        told.append(f'`{number}` becomes strict: `"3"`, `3.0` and `true` were read as integers and no longer are.')
    if change.bound:
        told.append(f"`{number}` gets an upper bound of 10.")
    if change.flag:
        told.append(f'`{flag}` becomes strict: `1`, `"yes"` and `"off"` were read as flags and no longer are.')
    if change.forbid:
        told.append("Unknown fields were dropped and are an error now.")
    names = f"Hit {'is' if len(hit) == 1 else 'are'} {', '.join(hit)}." if hit else "Nobody is hit."
    return (
        f"{' '.join(told)} What is refused today, such as `3.5`, `null` or a 2 for a flag, does not count as new. "
        f"{names} A count like this, by client, is what one makes before tightening a model that is in use."
    )
