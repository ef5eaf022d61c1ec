"""How many faults one 422 answer lists, by what stands in the path, in the query and in the body."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="G9",
    level="junior",
    title="How many faults a 422 answer lists",
    practise=("path-query-or-body", "input-and-output-models"),
)
# model, path with its parameter, fields: text of at least 3 letters, whole number 1 to 30, number with a default, flag
DOMAINS = [
    ("Booking", "hotels", "hotel", ("room", "nights", "guests", "breakfast")),
    ("Shift", "branches", "branch", ("role", "hours", "helpers", "night")),
    ("Parcel", "depots", "depot", ("street", "kilos", "pieces", "fragile")),
    ("Rental", "stations", "station", ("bike", "days", "locks", "insured")),
    ("Course", "schools", "school", ("topic", "weeks", "groups", "online")),
]
# value as JSON ("" for left out), whether it is a fault, what it is in words
TEXTS = [('"north"', False, ""), ('"B2"', True, ""), ("14", True, ""), ("", True, ""), ('"  7  "', False, "")]
NUMBERS = [
    ("4", False, ""),
    ('"4"', False, "text that is a whole number becomes one"),
    ("2.5", True, ""),
    ("0", True, ""),
    ('"many"', True, ""),
    ("31", True, ""),
    ("30", False, "the limit itself is allowed"),
]
DEFAULTS = [
    ("3", False, ""),
    ("", False, "what has a default may be left out"),
    ("null", True, ""),
    ('"x"', True, ""),
    ('"2"', False, "text that is a whole number becomes one"),
]
FLAGS = [
    ("true", False, ""),
    ('"yes"', False, 'the text "yes" is understood as true'),
    ('"perhaps"', True, ""),
    ("", False, "what has a default may be left out"),
    ("null", True, ""),
]
NOTES = [("", None), ("null", False), ('"ring"', False), ("5", True)]


def build(random: Random) -> Variant:
    """Every part is good or bad by itself; whether extra names and a missing note count depends on the model."""
    model, plural, single, names = random.choice(DOMAINS)
    forbids, note_default, extra = random.random() < 0.5, random.random() < 0.5, random.random() < 0.6
    picked = [random.choice(pool) for pool in (TEXTS, NUMBERS, DEFAULTS, FLAGS)]
    note, note_is_bad = random.choice(NOTES)
    bad_note = (not note_default) if note_is_bad is None else note_is_bad
    path, bad_path = random.choice([("7", False), ("7", False), ("north", True)])
    query, bad_query = random.choice([("", False), ("?dry_run=1", False), ("?dry_run=maybe", True), ("?dry=1", False)])
    code = f"""\
class {model}(BaseModel):
    model_config = ConfigDict(extra="{"forbid" if forbids else "ignore"}")
    {names[0]}: str = Field(min_length=3)
    {names[1]}: int = Field(ge=1, le=30)
    {names[2]}: int = 2
    {names[3]}: bool = False
    note: str | None{" = None" if note_default else ""}

@app.post("/{plural}/{{{single}}}")
def add({single}: int, body: {model}, dry_run: bool = False):
    return "done\""""
    sent = {name: value for name, (value, _, _) in zip(names, picked, strict=True) if value}
    sent |= ({"note": note} if note else {}) | ({"source": '"app"'} if extra else {})
    body = "{" + ", ".join(f'"{name}": {value}' for name, value in sent.items()) + "}"
    in_body = sum(bad for _, bad, _ in picked) + bad_note + (extra and forbids)
    faults = in_body + bad_path + bad_query
    fine = list(dict.fromkeys(told for _, _, told in picked if told))
    return Variant(
        prompt=(
            "A FastAPI endpoint is called with a JSON body:\n\n"
            f"```\nPOST /{plural}/{path}{query}\n{body}\n```\n\n"
            "How many faults does `detail` of the answer list? Answer 0 if the request is accepted."
        ),
        code=code,
        answer=Number(value=faults, unit="faults", wrong=wrong(faults, in_body, fine, forbids=forbids, extra=extra)),
        why=(
            "FastAPI checks path, query and body, collects every fault and answers once. A field without a "
            "default must "
            "be sent; `| None` allows null and gives no default. "
            + (
                "Unknown names in the body are faults here. "
                if forbids
                else "Unknown names in the body are ignored here. "
            )
            + (f"No fault: {'; '.join(fine)}." if fine else "An unknown name in the query is never a fault here.")
        ),
        proof=proof(code, f"/{plural}/{path}{query}", body),
    )


def wrong(faults: int, in_body: int, fine: list[str], *, forbids: bool, extra: bool) -> dict[int, str]:
    found = {
        faults + len(fine): f"Not everything that looks odd is a fault: {'; '.join(fine)}.",
        in_body: "What stands in path and query is checked too, and its faults are in the same list.",
        1: "Checking does not stop at the first fault: all that are found stand in one answer.",
        0: "At least one part of this request breaks a rule, so the handler is not called.",
    }
    if extra and forbids:
        found[faults - 1] = (
            "Every rule counts by itself, also the one that forbids names which the model does not have."
        )
    if extra and not forbids:
        found[faults + 1] = "This model ignores names that it does not have; look at its configuration."
    found.setdefault(faults + 2, "Go through path, query and each field of the model: fewer of them break a rule.")
    found.setdefault(faults + 3, "Go through path, query and each field of the model: fewer of them break a rule.")
    if faults == 0:
        found[1] = "Each part of this request fits its declaration, may be left out, or is ignored."
    return {number: why for number, why in found.items() if number != faults}


def proof(code: str, url: str, body: str) -> str:
    return f"""\
import asyncio
import httpx
from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict, Field
app = FastAPI()
{code}
async def send():
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://api") as client:
        return await client.post("{url}", content='{body}', headers={{"Content-Type": "application/json"}})
answer = asyncio.run(send())
print(len(answer.json()["detail"]) if answer.status_code == 422 else 0)
"""
