"""Which fields an answer of FastAPI contains, by its declaration, its options and what was set."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="G9",
    level="middle",
    title="Which fields leave with an answer",
    practise=("input-and-output-models",),
)
# path, published model, row, key, nullable unset, nullable set to None, flag, field of the row alone, hidden field
DOMAINS = [
    ("orders", "OrderOut", "OrderRow", "number", "note", "coupon", "gift", "supplier", "margin"),
    ("rooms", "RoomOut", "RoomRow", "code", "view", "closed", "pets", "cleaner", "cost"),
    ("shifts", "ShiftOut", "ShiftRow", "slot", "remark", "swapped", "night", "planner", "wage"),
    ("parcels", "ParcelOut", "ParcelRow", "label", "floor", "returned", "fragile", "driver", "tariff"),
    ("courses", "CourseOut", "CourseRow", "title", "place", "moved", "online", "reviewer", "budget"),
]
OPTIONS = {
    "": "",
    "unset": "response_model_exclude_unset=True",
    "none": "response_model_exclude_none=True",
    "defaults": "response_model_exclude_defaults=True",
}


def build(random: Random) -> Variant:
    """Who filters is decisive: the annotation, response_model, or nobody, where a finished answer is returned."""
    path, out, row, key, unset, nulled, flag, own, hidden = random.choice(DOMAINS)
    how = random.choice(["annotated", "annotated", "row", "row", "model over row", "model over row", "answer"])
    leave_out = random.choice(list(OPTIONS)) if how != "answer" else random.choice(["unset", "none", "defaults"])
    hides = random.random() < 0.5 or how == "answer" or (how == "row" and not leave_out)
    decorator = ",\n         ".join(
        [f'"/{path}/{{{key}}}"']
        + ([f"response_model={out}"] if how in {"model over row", "answer"} else [])
        + ([OPTIONS[leave_out]] if leave_out else [])
    )
    returns = {"annotated": f" -> {out}", "row": f" -> {row}", "model over row": f" -> {row}", "answer": ""}[how]
    code = f"""\
class {out}(BaseModel):
    {key}: str
    {unset}: str | None = None
    {nulled}: str | None = None
    {flag}: bool = False
    {hidden}: int = {"Field(0, exclude=True)" if hides else "0"}

class {row}({out}):
    {own}: str

@app.get({decorator})
def read({key}: str){returns}:
    row = {row}({key}={key}, {nulled}=None, {flag}=False, {hidden}=120, {own}="Ada")
    return {'JSONResponse(row.model_dump(mode="json"))' if how == "answer" else "row"}"""
    filtered = how in {"annotated", "model over row"}
    acts = "" if how == "answer" else leave_out
    told = {
        f"`{key}`": (True, "It has no default, it was set, and every declaration here contains it."),
        f"`{unset}`": (
            not acts,
            {
                "": "Nobody set it, and no option acts on this answer: the default is written as null.",
                "unset": "Nobody set it in this row, and the option leaves out what was not set.",
                "none": "Its value is None, by default, and the option leaves out every None.",
                "defaults": "Its value is the default, and the option leaves out what equals its default.",
            }[acts],
        ),
        f"`{nulled}`": (
            acts in {"", "unset"},
            {
                "": "None is a value; no option acts on this answer, so it is written as null.",
                "unset": "It was set, to None. Only what nobody set is left out by this option.",
                "none": "It was set to None, and the option leaves out every None, set or not.",
                "defaults": "It was set, but to the default value, and the option compares values.",
            }[acts],
        ),
        f"`{flag}`": (
            acts != "defaults",
            {
                "": "False is a value like any other, and no option acts on this answer.",
                "unset": "It was set, and the option asks only whether it was set, not to what.",
                "none": "False is not None, so this option leaves it in.",
                "defaults": "It was set to False, which equals its default, and the option compares values.",
            }[acts],
        ),
        f"`{own}`": (
            not filtered,
            f"FastAPI cuts what is returned to the fields of `{out}`, which is what it declares for this answer."
            if filtered
            else (
                "The handler returns a finished response, and FastAPI sends that as it is."
                if how == "answer"
                else f"The return type is `{row}`, so this field belongs to the answer."
            ),
        ),
        f"`{hidden}`": (
            not hides,
            "`exclude=True` belongs to the field itself: it is left out wherever the model is dumped."
            if hides
            else "It is a field of the published model like the others, and was set to 120.",
        ),
    }
    why = {
        "annotated": f"The return type `{out}` filters: a field that only `{row}` has does not leave.",
        "row": f"The return type is `{row}`, so its own field leaves as well.",
        "model over row": (
            f"`response_model` is what FastAPI filters by; the return type `{row}` is for the type checker."
        ),
        "answer": (
            "A handler that returns a `Response` has written the answer itself: `response_model` and its options only "
            "document, and `model_dump` writes every field that is not excluded at the field."
        ),
    }[how]
    options = list(told)
    random.shuffle(options)
    return Variant(
        prompt="A client calls this FastAPI endpoint. Which keys does the JSON object of the answer have?",
        code=code,
        answer=SomeOf(
            right={name: told[name][1] for name in options if told[name][0]},
            wrong={name: told[name][1] for name in options if not told[name][0]},
        ),
        why=why
        + " `exclude_unset` asks whether a field was set, `exclude_defaults` whether its value equals the default, "
        "`exclude_none` whether it is None. `exclude=True` at a field holds everywhere.",
        proof=f"""\
import asyncio
import httpx
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
app = FastAPI()
{code}
async def ask():
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://api") as client:
        return await client.get("/{path}/A-1")
print("\\n".join(sorted(f"`{{name}}`" for name in asyncio.run(ask()).json())))
""",
    )
