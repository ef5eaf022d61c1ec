"""Which changes to a serializer break a client that was written for the old one."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="G6",
    level="senior",
    title="Which changes to a serializer break an existing client",
    practise=("stable-api-while-models-change",),
)
FIELDS = {
    "number": "CharField(max_length=20)",
    "note": "CharField(required=False, allow_blank=True)",
    "cents": "IntegerField(min_value=0)",
    "express": "BooleanField(default=False)",
    "placed": "DateTimeField(read_only=True)",
}
LONGER = "`number` gets `max_length=40`"
CHANGES = {  # what is changed; whether it breaks who reads, who writes, and why
    "`note` loses `required=False`": (
        {"note": "CharField(allow_blank=True)"},
        (False, "The field is still shown as before."),
        (True, "The client leaves the field out, and is refused now."),
    ),
    "`number` gets `max_length=12`": (
        {"number": "CharField(max_length=12)"},
        (False, "Lengths are checked in what is sent, not in what is shown."),
        (True, "The client sends 15 characters, and is refused now."),
    ),
    "`cents` gets `min_value=1`": (
        {"cents": "IntegerField(min_value=1)"},
        (False, "Limits are checked in what is sent, not in what is shown."),
        (True, "The client sends 0 for gifts, and is refused now."),
    ),
    "`cents` becomes a `DecimalField(max_digits=9, decimal_places=0)`": (
        {"cents": "DecimalField(max_digits=9, decimal_places=0)"},
        (True, "A decimal is shown as a text, and the client computes with a number."),
        (False, "A whole number is still accepted, and is the same amount."),
    ),
    "`express` gets `default=True`": (
        {"express": "BooleanField(default=True)"},
        (False, "The stored value is still shown as before."),
        (True, "The client leaves the field out and meant false; now it orders express."),
    ),
    "`express` becomes write-only": (
        {"express": "BooleanField(default=False, write_only=True)"},
        (True, "The field is not shown any more, and the client reads it."),
        (False, "The field is accepted and defaulted as before."),
    ),
    "`placed` is removed": (
        {"placed": None},
        (True, "The field is gone, and the client reads it."),
        (False, "The field was read-only, so the client never sent it."),
    ),
    '`number` is renamed: `reference = CharField(source="number", max_length=20)`': (
        {"number": None, "reference": 'CharField(source="number", max_length=20)'},
        (True, "The name that the client reads is gone."),
        (True, "The name that the client sends is dropped, and the new one is missing."),
    ),
    "`channel = CharField()` is added": (
        {"channel": "CharField()"},
        (False, "One more field is shown; the client passes over what it does not know."),
        (True, "The new field is required, and the client does not send it."),
    ),
    "`channel = CharField(required=False)` is added": (
        {"channel": "CharField(required=False)"},
        (False, "One more field is shown; the client passes over what it does not know."),
        (False, "The new field may be missing, and is missing."),
    ),
    "`note` becomes read-only": (
        {"note": "CharField(read_only=True)"},
        (False, "The field is still shown as before."),
        (False, "The client leaves the field out anyway."),
    ),
    LONGER: (
        {"number": "CharField(max_length=40)"},
        (False, "Numbers that are stored today are shown as before."),
        (False, "What was accepted is still accepted."),
    ),
    '`cents` is read from another column: `IntegerField(source="net_cents", min_value=0)`': (
        {"cents": 'IntegerField(source="net_cents", min_value=0)'},
        (True, "Same name, other meaning: the client takes net amounts for amounts with tax."),
        (True, "Same name, other meaning: what the client sends lands in another column."),
    ),
}
KINDS = {
    "reads": (
        "only reads orders. It uses all five fields: `cents` as a whole number of cents with tax, the others as shown, "
        "and passes over fields it does not know"
    ),
    "writes": (
        "only sends new orders and does not look at the answer. Its body has a `number` of 15 characters and `cents` "
        "with tax, 0 for gifts; it leaves out the rest, by which it means: no note, not express"
    ),
}
NAMES = ["a bakery chain", "a book shop", "a toy shop", "a pharmacy", "a wine dealer", "a tool rental", "a florist"]
SHOWN = 6
PROOF = """
from datetime import UTC, datetime
from types import SimpleNamespace
from rest_framework import serializers
def made(fields):
    body = {name: eval("serializers." + text) for name, text in fields.items() if text}
    return type("OrderSerializer", (serializers.Serializer,), body)
stored = SimpleNamespace(
    number="A" * 15, note="soon", cents=1190, net_cents=1000, express=False, placed=datetime(2026, 3, 3, tzinfo=UTC),
    channel="web",
)
def read(fields):
    return made(fields)(stored).data
def written(fields, cents):
    serializer = made(fields)(data={"number": "A" * 15, "cents": cents})
    return dict(serializer.validated_data) if serializer.is_valid() else None
def breaks(change):
    fields = FIELDS | change
    if KIND == "reads":
        old, new = read(FIELDS), read(fields)
        return any(name not in new or type(new[name]) is not type(old[name]) or new[name] != old[name] for name in old)
    return any(written(fields, cents) != written(FIELDS, cents) for cents in (0, 1190))
print("\\n".join(sorted(text for text, change in CHANGES.items() if breaks(change))))
"""


def build(random: Random) -> Variant:
    """What breaks a reader may be nothing to a writer, and the other way round."""
    kind = random.choice(list(KINDS))
    place = 1 if kind == "reads" else 2
    asked = [text for text in CHANGES if kind == "writes" or text != LONGER]  # depends on the client for a reader
    shown = random.sample(asked, SHOWN)
    judged = {text: CHANGES[text][place] for text in shown}
    if len({breaks for breaks, _ in judged.values()}) == 1:
        return build(random)
    declared = "\n".join(f"    {name} = serializers.{text}" for name, text in FIELDS.items())
    changes = {text: CHANGES[text][0] for text in shown}
    side = (
        "For a reader what counts is whether each field is there under its name, with its type and its meaning. Limits "
        "and defaults do not touch it"
        if kind == "reads"
        else "For a writer what counts is whether the same body is accepted and means the same. New demands break it, "
        "and so does a default that says something else; what is only shown does not touch it"
    )
    return Variant(
        prompt=(
            f"The client of {random.choice(NAMES)} {KINDS[kind]}. Each change below is made alone, and the stored rows "
            "have all that is needed. Which changes break this client: what worked is refused, missing, of another "
            "type, or means something else?"
        ),
        code=f"class OrderSerializer(serializers.Serializer):\n{declared}",
        answer=SomeOf(
            right={text: why for text, (breaks, why) in judged.items() if breaks},
            wrong={text: why for text, (breaks, why) in judged.items() if not breaks},
        ),
        why=f"{side}. So ask of every change who reads the field, who sends it, and who leaves it out.",
        proof=f"KIND, FIELDS = {kind!r}, {FIELDS!r}\nCHANGES = {changes!r}\n{PROOF}",
    )
