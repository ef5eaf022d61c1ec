"""How many entries the list of errors holds for a body with several faults: missing, wrong, unknown, nested, across."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="E4",
    level="junior",
    title="How many errors the refusal of a body lists",
    practise=("how-an-api-validates-input", "validate-across-fields-and-rows"),
)
DOMAINS = [
    ("Booking", "guests", "children", "email", "extras"),
    ("Order", "pieces", "gift_wrapped", "contact", "notes"),
    ("Shift", "hours", "breaks", "supervisor", "helpers"),
    ("Parcel", "items", "fragile", "receiver", "labels"),
    ("Rental", "days", "free_days", "payer", "options"),
]

LISTS = [[], ['"a"'], ['"a"', "5"], ["5", "null"], ['"a"', "null", "7"], ['""', '"b"']]


def build(random: Random) -> Variant:
    """Each fault by itself is plain; which of them count together, and whether the last rule runs, has to be seen."""
    name, first, second, text, items = random.choice(DOMAINS)
    forbids, across, checks_items = random.random() < 0.5, random.random() < 0.6, random.random() < 0.7
    least, most = random.randint(1, 3), random.randint(6, 9)
    body: dict[str, str] = {}
    faults: list[str] = []
    single = random.random() < 0.3  # every field is valid by itself, and the rule across them is broken
    across = across or single
    broken = "fine" if single else random.choice(["above", "below", "missing", "text", "fine"])
    low, high = random.randint(least, 4), random.randint(least + 1, most)
    values = {"above": str(most + 4), "below": str(least - 1), "text": '"many"', "fine": str(high)}
    if broken != "missing":
        body[first] = values[broken]
    if broken != "fine":
        faults.append(broken)
    second_value = "larger" if single else random.choice(["fine", "fine", "null", "larger"])
    body[second] = {"fine": str(low), "null": "null", "larger": str(most + 2)}[second_value]
    if second_value == "null":
        faults.append("null")
    if random.random() < 0.4 and not single:
        faults.append("missing")
    else:
        body[text] = '"Ada"'
    listed = random.choice(LISTS[:2] if single else LISTS)
    body[items] = f"[{', '.join(listed)}]"
    short = listed.count('""') if checks_items else 0
    faults += ["item"] * (len([one for one in listed if not one.startswith('"')]) + short)
    unknown = random.sample(["colour", "ref", "via", "lang"], random.randint(0, 2))
    body |= dict.fromkeys(unknown, '"x"')
    faults += ["unknown"] * (len(unknown) if forbids else 0)
    named = faults_in_words((first, second, text, items), faults, broken=broken, unknown=unknown if forbids else [])
    if unknown and not forbids:
        named.append(f"what is unknown is dropped without a word ({', '.join(f'`{one}`' for one in unknown)})")
    fields_fine = not faults
    breaks = broken == "fine" and second_value == "larger"
    key = len(faults) + (1 if across and fields_fine and breaks else 0)
    if key == 0 or (second_value == "larger" and not across):
        return build(random)
    item = "Annotated[str, Field(min_length=1)]" if checks_items else "str"
    code = "\n".join(
        [
            f"class {name}(BaseModel):",
            *(['    model_config = ConfigDict(extra="forbid")', ""] if forbids else []),
            f"    {first}: int = Field(ge={least}, le={most})",
            f"    {second}: int",
            f"    {text}: str",
            f"    {items}: list[{item}]",
            *(
                [
                    "",
                    '    @model_validator(mode="after")',
                    "    def fits(self):",
                    f"        if self.{second} > self.{first}:",
                    f'            raise ValueError("more {second} than {first}")',
                    "        return self",
                ]
                if across
                else []
            ),
            "",
            'BODY = """{',
            *(
                f'    "{field}": {value}{"," if number < len(body) else ""}'
                for number, (field, value) in enumerate(body.items(), start=1)
            ),
            '}"""',
        ]
    )
    wrong = {key - 1: "Look at each field once more: one more of them is missing or not valid."}
    wrong[key + 1] = "Look at each field once more: one of these is valid, or is only one entry."
    if across and not fields_fine:
        wrong[key + 1] = "The rule across the fields runs only if every field is valid by itself."
    if unknown and not forbids:
        wrong[key + len(unknown)] = "Unknown fields are dropped in silence unless the model forbids them."
    if unknown and forbids:
        wrong[key - len(unknown)] = "Unknown fields are forbidden here, and each of them is an entry of its own."
    wrong[1] = "Pydantic does not stop at the first fault: it gathers those of all fields before it refuses."
    wrong = {number: reason for number, reason in wrong.items() if number != key and number > 0}
    wrong.setdefault(key + 2, "Each field and each element of the list has at most one entry here.")
    return Variant(
        prompt=(
            f"A FastAPI endpoint takes the model `{name}` as its body and is sent `BODY`. It answers 422. How many "
            "entries does the list of errors have, one for each fault that Pydantic reports?"
        ),
        code=code,
        answer=Number(value=key, unit="entries", wrong=wrong),
        why=why(named, across=across, fine=fields_fine, key=key),
        proof=f"""\
from typing import Annotated
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel, ConfigDict, Field, model_validator

{code}

app = FastAPI()

@app.post("/")
def receive(body: {name}):
    return "fine"

answer = TestClient(app).post("/", content=BODY, headers={{"Content-Type": "application/json"}})
print(len(answer.json()["detail"]))
""",
    )


def faults_in_words(
    fields: tuple[str, str, str, str], faults: list[str], *, broken: str, unknown: list[str]
) -> list[str]:
    first, second, text, items = fields
    told = {
        "above": f"`{first}` is above its range",
        "below": f"`{first}` is below its range",
        "text": f"`{first}` is no number",
        "missing": f"`{first}` is missing",
    }
    found = [told[broken]] if broken != "fine" else []
    found += [f"`{second}` is null"] if "null" in faults else []
    found += [f"`{text}` is missing"] if faults.count("missing") > (broken == "missing") else []
    bad = faults.count("item")
    found += [f"{bad} element{'s' * (bad > 1)} of `{items}` {'are' if bad > 1 else 'is'} not valid"] if bad else []
    return found + [f"`{one}` is unknown and forbidden" for one in unknown]


def why(named: list[str], *, across: bool, fine: bool, key: int) -> str:
    told = "All faults of all fields are gathered, each element of a list by itself. "
    if named:
        told += f"Here {', '.join(named)}. "
    if across:
        told += (
            "The rule across the fields runs, as each field is valid by itself, and is the one that refuses. "
            if fine
            else "The rule across the fields is not run, because it may only see valid fields. "
        )
    return f"{told}That makes {key}."
