"""Which stored fields a client can set through a serializer: listed, read-only, declared or set by save."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="E4",
    level="middle",
    title="Which stored fields a client can set through a serializer",
    practise=("over-posting",),
)
FIELDS = ["name", "sku", "price_cents", "stock", "description"]
DECLARED = {
    "name": "serializers.CharField()",
    "sku": "serializers.CharField()",
    "price_cents": "serializers.IntegerField()",
    "stock": "serializers.IntegerField()",
    "description": "serializers.CharField()",
}
SERVER = {"name": '"Tea"', "sku": '"T-1"', "price_cents": "250", "stock": "40", "description": '"black"'}


def build(random: Random) -> Variant:
    """Each field is treated in its own way, and one of the ways only looks as if it kept the client out."""
    style = random.choice(["list", "list", "all", "exclude"])
    fates = drawn(random, style)
    settable = [field for field in FIELDS if can_set(fates[field])]
    read_only = [field for field in FIELDS if fates[field] in {"read-only", "declared-listed"}]
    extra = [field for field in FIELDS if fates[field] == "extra"]
    meta = {
        "list": [f"fields = [{quoted([field for field in FIELDS if fates[field] != 'absent'])}]"],
        "all": ['fields = "__all__"'],
        "exclude": [f"exclude = [{quoted([*[field for field in FIELDS if fates[field] == 'absent'], 'tags'])}]"],
    }[style]
    declared = []
    for field in FIELDS:
        if fates[field] == "declared-listed":
            declared.append(f"    {field} = {DECLARED[field]}")
        elif fates[field] == "declared-read-only":
            declared.append(f"    {field} = {DECLARED[field].replace('()', '(read_only=True)')}")
    saved = [field for field in FIELDS if fates[field] == "saved"]
    save = ", ".join(f"{field}={SERVER[field]}" for field in saved)
    if style == "all":
        meta.append("extra_kwargs = {" + ", ".join(['"tags": {"read_only": True}', *kwargs(extra)]) + "}")
    elif extra:
        meta.append("extra_kwargs = {" + ", ".join(kwargs(extra)) + "}")
    if read_only:
        meta.append(f"read_only_fields = [{quoted(read_only)}]")
    code = "\n".join(
        [
            "class ProductIn(serializers.ModelSerializer):",
            *declared,
            *([""] if declared else []),
            "    class Meta:",
            "        model = Product",
            *("        " + line for line in wrapped(meta)),
            "",
            "def change(product, data):",
            "    form = ProductIn(product, data=data, partial=True)",
            "    form.is_valid(raise_exception=True)",
            f"    form.save({save})",
        ]
    )
    told = {field: reason(fates[field], style) for field in FIELDS}
    return Variant(
        prompt=(
            "`Product` has `name`, `sku`, `price_cents`, `stock` and `description`, an `id` and a to-many `tags`. A "
            "client sends a PATCH whose JSON holds new, valid values for the first five, and the view hands it to "
            "`change`. Which of the fields get the client's value in the database?"
        ),
        code=code,
        answer=SomeOf(
            right={f"`{field}`": told[field] for field in FIELDS if field in settable},
            wrong={f"`{field}`": told[field] for field in FIELDS if field not in settable},
        ),
        why=(
            "Ask of each field whether it is an input of the serializer at all, and what is saved afterwards. A field "
            "is kept from the client if it is not in the list, if it is read-only where it is made, or if `save` sets "
            "it. `read_only_fields` and `extra_kwargs` are instructions for the fields that REST framework makes "
            "itself; a field that is declared on the class does not hear of them."
        ),
        proof=PROOF.format(code=code),
    )


def drawn(random: Random, style: str) -> dict[str, str]:
    """Return what is done with each field; what is special comes at most once."""
    ways = ["free", "free", "read-only", "declared-read-only", "declared-listed", "saved", "absent", "extra"]
    while True:
        fates = {field: random.choice(ways) for field in FIELDS}
        if style == "all":
            fates = {field: "free" if fate == "absent" else fate for field, fate in fates.items()}
        found = list(fates.values())
        single = all(found.count(one) <= 1 for one in ("saved", "declared-listed", "declared-read-only", "absent"))
        if single and 1 <= sum(map(can_set, found)) <= 4 and (style != "exclude" or "absent" in found):
            return fates


def can_set(fate: str) -> bool:
    return fate in {"free", "declared-listed"}


def quoted(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def kwargs(names: list[str]) -> list[str]:
    return [f'"{name}": {{"read_only": True}}' for name in names]


def wrapped(lines: list[str]) -> list[str]:
    """Return the lines, those that are too wide with an entry on each line."""
    found = []
    for line in lines:
        if len(line) <= 78:
            found.append(line)
            continue
        head, _, rest = line.partition(" = ")
        entries = rest[1:-1].replace("}, ", "},\n").splitlines() if rest[0] == "{" else rest[1:-1].split(", ")
        found += [f"{head} = {rest[0]}", *(f"    {one.rstrip(',')}," for one in entries), rest[-1]]
    return found


def reason(fate: str, style: str) -> str:
    listed = "exclude" if style == "exclude" else "fields"
    return {
        "free": (
            "It is in `fields`, and nothing makes it read-only, so the client's value is saved."
            if style == "list"
            else "It is an input like every field that is not excluded, so the client's value is saved."
            if style == "exclude"
            else "With `__all__` it is an input, and nothing makes it read-only, so the client's value is saved."
        ),
        "read-only": (
            "It stands in `read_only_fields` and is made by REST framework, so what the client sends is dropped."
        ),
        "extra": (
            "`extra_kwargs` makes it read-only as REST framework makes the field, so what the client sends is dropped."
        ),
        "declared-read-only": "It is declared with `read_only=True`, so what the client sends is dropped.",
        "declared-listed": (
            "It is declared on the class, and `read_only_fields` is not applied to such a field: it is writable."
        ),
        "saved": "The client's value is validated, but `save` is given another one, and that wins.",
        "absent": (
            f"By `{listed}` it is no field of the serializer, so what the client sends under this name is not looked "
            "at."
        ),
    }[fate]


PROOF = """\
from rest_framework import serializers
from shop.models import Product

{code}

product = Product.objects.create(sku="old", name="old", price_cents=1, stock=1, description="old")
sent = {{"sku": "X-9", "name": "Mine", "price_cents": 7, "stock": 77, "description": "mine"}}
change(product, sent)
stored = Product.objects.values(*sent).get()
for field in sorted(sent):
    if stored[field] == sent[field]:
        print(f"`{{field}}`")
"""
