"""What a serializer makes of a body: which fields are wrong, or which are left when all are right."""

from collections.abc import Iterable

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="G6",
    level="junior",
    title="Which fields a serializer finds wrong, or keeps",
    practise=("what-a-serializer-does",),
)
FIELDS = {  # declaration, and what may be sent (None: nothing), with whether it is right and whether it is kept
    "name": (
        "CharField(max_length=10)",
        [('"Tea"', True), ('"A very long name"', False), ('""', False), (None, False)],
    ),
    "quantity": (
        "IntegerField(min_value=1)",
        [("3", True), ('"3"', True), ("0", False), ('"two"', False), (None, False)],
    ),
    "note": ("CharField(required=False)", [('"soon"', True), ('""', False), ("None", False), (None, True)]),
    "comment": ("CharField(allow_blank=True)", [('"soon"', True), ('""', True), ("None", False), (None, False)]),
    "coupon": ("CharField(allow_null=True)", [('"X1"', True), ("None", True), ('""', False), (None, False)]),
    "status": ("CharField(read_only=True)", [('"paid"', True), ('""', True), (None, True)]),
    "express": ("BooleanField(default=False)", [("True", True), ('"yes"', True), ('"maybe"', False), (None, True)]),
}
RULES = {
    "name": "It must have 1 to 10 characters, and may be missing only in a partial update.",
    "quantity": "The number may come as a text, must be at least 1, and may be missing only in a partial update.",
    "note": "`required=False` allows the field to be missing; it does not allow it to be empty or null.",
    "comment": "`allow_blank` allows an empty text, not null; missing is allowed only in a partial update.",
    "coupon": "`allow_null` allows null, not an empty text; missing is allowed only in a partial update.",
    "status": "A read-only field is ignored in what is sent, whatever it holds.",
    "express": "It takes the usual words for true and false; its default stands in if it is missing, but not in a "
    "partial update.",
}
UNKNOWN = ["discount", "owner", "priority", "price"]
NAMES = ["Order", "Booking", "Parcel", "Gift", "Basket"]
LEAST_WRONG = 2


def shown(names: Iterable[str], *, valid: bool) -> str:
    return f"{valid}\n{' '.join(sorted(set(names)))}"


def reason_for(said: set[str], result: set[str], errors: list[str], *, is_valid: bool) -> str:
    """Return why these names are not what is printed. errors: the fields that are really wrong."""
    if is_valid and errors:
        return f"`{errors[0]}` is wrong, and one wrong field makes the whole body invalid. {RULES[errors[0]]}"
    name = min(said ^ result if is_valid or errors else said)
    about = RULES.get(name, "What is not declared is dropped; it is neither kept nor an error.")
    return f"{'' if is_valid or errors else 'No field is wrong here. '}`{name}`: {about}"


def build(random: Random) -> Variant:
    """Missing, empty and null are three things, and each option allows one of them."""
    chosen = sorted(random.sample(list(FIELDS), 4), key=list(FIELDS).index)
    partial = random.random() < 0.3
    klass, unknown = random.choice(NAMES), random.choice([*UNKNOWN, ""])
    wanted_good = random.random() < 0.45
    sent, errors, kept, naive = {}, [], [], []
    for name in chosen:
        ways = FIELDS[name][1]
        good = [way for way in ways if way[1] or (partial and way[0] is None)]
        value, is_right = random.choice(good if wanted_good else ways)
        is_right = is_right or (partial and value is None)
        if value is not None:
            sent[name] = value
        if not is_right:
            errors.append(name)
        elif name != "status" and (value is not None or (name == "express" and not partial)):
            kept.append(name)
        if value is None or value in ('""', "None"):
            naive.append(name)
    if unknown:
        sent[unknown] = '"x"'
    result = sorted(errors or kept)
    items = list(sent.items())
    random.shuffle(items)
    body = ", ".join(f'"{name}": {value}' for name, value in items)
    declared = "\n".join(f"    {name} = serializers.{FIELDS[name][0]}" for name in chosen)
    code = f"""\
class {klass}Serializer(serializers.Serializer):
{declared}

data = {{{body}}}
serializer = {klass}Serializer(data=data{", partial=True" if partial else ""})
print(serializer.is_valid())
print(*sorted(serializer.errors or serializer.validated_data))"""
    if any(len(line) > 88 for line in code.splitlines()):
        code = code.replace(f"data = {{{body}}}", "data = {\n" + "".join(f'    "{n}": {v},\n' for n, v in items) + "}")

    text = shown(result, valid=not errors)
    rules = " ".join(f"`{name}`: {RULES[name]}" for name in chosen)
    others = [
        (sorted(sent), True),
        ([one for one in sent if one in chosen], True),
        (naive, False),
        ([*errors, unknown or chosen[-1]], False),
        (kept, True),
        ([one for one in chosen if one not in sent], False),
        ([one for one in kept if one in sent], True),
    ]
    wrong = {
        shown(names, valid=valid): reason_for(set(names), set(result), errors, is_valid=valid)
        for names, valid in others
        if names and shown(names, valid=valid) != text
    }
    if len(wrong) < LEAST_WRONG or not result:
        return build(random)
    return Variant(
        prompt="A Django REST framework serializer checks what a client has sent. What does this print?",
        code=code,
        answer=Output(text=text, wrong=wrong),
        why=(
            f"{rules} What is not declared is dropped without an error."
            + (" A partial update demands no field and sets no default." if partial else "")
        ),
        proof=f"from rest_framework import serializers\nfrom shop.models import Order\n{code}",
    )
