"""What a PATCH request does to a field, by the model, by how it is applied, and by what the body says."""

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="D1",
    level="middle",
    title="What a PATCH does to a field that may be missing, null or empty",
    practise=("optional-or-default",),
)
# what is changed, the stored dict, the model, the field, its old value, another field and its new value
STORIES = [
    ("order", "OrderPatch", "note", "ring twice", "status", "paid"),
    ("booking", "BookingPatch", "wish", "sea view", "room", "R7"),
    ("parcel", "ParcelPatch", "hint", "fragile", "depot", "Bern"),
    ("profile", "ProfilePatch", "phone", "044 123", "city", "Chur"),
    ("shift", "ShiftPatch", "remark", "with Kim", "place", "bar"),
]
HINTS = ["str | None = None", "str | None = None", 'str = ""', "str | None", 'str | None = ""']
WAYS = {
    "all": "{d}.update(patch.model_dump())",
    "unset": "{d}.update(patch.model_dump(exclude_unset=True))",
    "none": "{d}.update(patch.model_dump(exclude_none=True))",
    "truth": "if patch.{f}:\n    {d}[{f!r}] = patch.{f}",
    "is none": "if patch.{f} is not None:\n    {d}[{f!r}] = patch.{f}",
    "fields set": "if {f!r} in patch.model_fields_set:\n    {d}[{f!r}] = patch.{f}",
}
OUTCOMES = {
    "refused": "It is refused, because the body does not fit the model",
    "null": "It is accepted, and `{f}` is null afterwards",
    "kept": "It is accepted, and `{f}` keeps its old value",
    "empty": "It is accepted, and `{f}` is an empty text afterwards",
}
BODIES = {"missing": "", "null": "null", "empty": '""'}


def outcome(hint: str, way: str, body: str) -> tuple[str, str]:
    """Return what happens to the field, and why."""
    if body == "null" and "None" not in hint.partition(" =")[0]:
        return "refused", "the hint does not allow null, so validation fails"
    if body == "missing" and "=" not in hint:
        return "refused", "the hint allows null, but without a default the field is required"
    value = {"null": "null", "empty": "empty", "missing": "null" if "= None" in hint else "empty"}[body]
    came = "by default" if body == "missing" else "as it was sent"
    is_set = body != "missing"
    if way in {"unset", "fields set"} and not is_set:
        return "kept", "the field was not sent, and only fields that were sent are applied"
    if way in {"none", "is none"} and value == "null":
        return "kept", f"the value is None {came}, and this way of applying leaves None out"
    if way == "truth":
        return (
            "kept",
            f"the value is {'None' if value == 'null' else 'an empty text'} {came}, and that is false in a truth test",
        )
    return value, f"the value is {'None' if value == 'null' else 'an empty text'} {came}, and it is applied"


def build(random: Random) -> Variant:
    """The hint, the default, the way of applying and the body decide together."""
    d, model, f, old, other, new = random.choice(STORIES)
    wanted = random.choice(list(OUTCOMES))
    while True:
        hint, way, body = random.choice(HINTS), random.choice(list(WAYS)), random.choice(list(BODIES))
        key, because = outcome(hint, way, body)
        if key == wanted:
            break
    sent = f'{{"{other}": "{new}"' + (f', "{f}": {BODIES[body]}' if body != "missing" else "") + "}"
    apply = WAYS[way].format(d=d, f=f).replace("'", '"')
    code = f"""\
class {model}(BaseModel):
    {other}: str | None = None
    {f}: {hint}

{d} = {{"{other}": "new", "{f}": "{old}"}}
patch = {model}.model_validate_json(body)
{apply}"""
    options = {name: text.format(f=f) for name, text in OUTCOMES.items()}
    hints = {
        "refused": "That needs a value that the hint does not allow, or a field left out that has no default",
        "null": "That needs the value None, and a way of applying that lets it through",
        "kept": "That needs a body that fits, and a value that is not applied",
        "empty": "That needs an empty text as the value, and a way of applying that lets it through",
    }
    proof = f"""\
from pydantic import BaseModel, ValidationError
body = {sent!r}
options = {options!r}
try:
{"".join(f"    {line}{chr(10)}" for line in code.splitlines())}
except ValidationError:
    print(options["refused"])
else:
    print(options[{{None: "null", "": "empty", "{old}": "kept"}}[{d}["{f}"]]])
"""
    return Variant(
        prompt=(
            f"A PATCH request for {'an' if d == 'order' else 'a'} {d} has the body `{sent}`. A validation error is "
            "answered with 422. What becomes of the request?"
        ),
        code=code,
        answer=OneOf(
            right=options[key],
            wrong={options[name]: f"{hints[name]}; here {because}." for name in OUTCOMES if name != key},
        ),
        why=(
            f"Here {because}. Three questions are apart: may the value be None (the hint), may the field be left out "
            "(the default), and was it sent (`model_fields_set`, or `exclude_unset`). A field that was left out and "
            "one that was sent as null look alike in the value, and a truth test mixes an empty text with both."
        ),
        proof=proof,
    )
