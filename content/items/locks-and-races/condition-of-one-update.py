"""Which condition makes a check and its write one statement, so that two requests cannot both pass."""

import re
from dataclasses import dataclass

from jobfutures.checks.families.authoring import Family, Gap, Random, Variant

FAMILY = Family(
    area="H6",
    level="middle",
    title="The condition that makes a check and its write one statement",
    practise=("sell-last-ticket-once", "lock-row-or-check-version"),
)


@dataclass(frozen=True)
class Case:
    """model and its fields.  rule: in words.  sets: what the update writes.  allowed: the rule as Python, of a row."""

    model: str
    fields: tuple[str, ...]
    rule: str
    sets: str
    accepts: tuple[str, ...]
    wrong: dict[str, str]
    allowed: str


LATE = "This repeats what was read before. Another request may have changed the row since then."
CASES = [
    Case(
        "{m}",
        ("{a}",),
        "`{a}` says how many are left, and it must never fall below 0; a request takes `wanted` of them.",
        '{a}=F("{a}") - wanted',
        ("{a}__gte=wanted", "{a}__gt=wanted - 1"),
        {
            "{a}__gt=0": "One that is left is enough for this, even where several are wanted.",
            "{a}__gt=wanted": "This refuses a request that takes exactly what is left.",
            "{a}={o}.{a}": LATE + " It refuses where enough is left as well.",
        },
        "row.{a} - wanted >= 0",
    ),
    Case(
        "{m}",
        ("{a}", "{b}"),
        (
            "`{a}` says how many are taken, and it must never rise above the row's own `{b}`; a request takes `wanted` "
            "more."
        ),
        '{a}=F("{a}") + wanted',
        (
            '{a}__lte=F("{b}") - wanted',
            '{b}__gte=F("{a}") + wanted',
            '{b}__gte=wanted + F("{a}")',
            '{a}__lt=F("{b}") - wanted + 1',
            '{b}__gt=F("{a}") + wanted - 1',
        ),
        {
            '{a}__lt=F("{b}")': "One free place is enough for this, even where several are wanted.",
            "{a}__lte={o}.{b} - wanted": "`{b}` is taken from what was read before; it may have been changed since.",
            '{a}__lt=F("{b}") - wanted': "This refuses a request that takes exactly what is free.",
        },
        "row.{a} + wanted <= row.{b}",
    ),
    Case(
        "{m}",
        ("{a}",),
        (
            '`{a}` is the state, one of "open", "held" and "closed". Only what is open may be held; then it belongs to '
            "nobody else."
        ),
        '{a}="held"',
        (
            '{a}="open"',
            '{a}__exact="open"',
            '{a}__iexact="open"',
            '{a}__in=["open"]',
            '{a}__in=("open",)',
            '{a}__in={"open"}',
        ),
        {
            '{a}="held"': "This finds what is held already.",
            "{a}={o}.{a}": LATE + " What was read may be held or closed already.",
        },
        'row.{a} == "open"',
    ),
    Case(
        "{m}",
        ("{a}",),
        (
            "A form was opened when `{a}` had the value `seen`. It may be saved only if nobody saved since; each save "
            "raises `{a}`."
        ),
        '{a}=F("{a}") + 1',
        ("{a}=seen", "{a}__exact=seen", "{a}__in=[seen]", "{a}__in=(seen,)", "{a}__lte=seen", "{a}__lt=seen + 1"),
        {
            "{a}__gte=seen": "Somebody who saved since has raised the number, and that passes here.",
            "{a}=seen + 1": "The number that the form knows is the one before this save.",
            '{a}=F("{a}")': "A row always equals itself, so this refuses nothing.",
        },
        "row.{a} == seen",
    ),
    Case(
        "{m}",
        ("{a}",),
        "`{a}` says until which second something is held. It may be taken as soon as that second has come or has "
        "passed; `now` is the current one.",
        "{a}=now + 600",
        ("{a}__lte=now", "{a}__lt=now + 1"),
        {
            "{a}__lt=now": "The second itself is allowed as well.",
            "{a}__gte=now": "This takes what is still held.",
            "{a}={o}.{a}": LATE + " It may still be held, too.",
        },
        "now >= row.{a}",
    ),
    Case(
        "{m}",
        ("{a}",),
        "`{a}` is the number of the worker that has taken a job, and NULL while nobody has. A job may be taken once.",
        "{a}=me",
        ("{a}=None", "{a}__isnull=True", "{a}__exact=None"),
        {
            "{a}=me": "This finds what this worker has taken already.",
            "{a}={o}.{a}": LATE + " What was read may be taken by somebody already.",
            "{a}__isnull=False": "This finds jobs that somebody has taken.",
        },
        "row.{a} is None",
    ),
]
# by case: model, its name in code, fields
WORDS = [
    [
        ("Show", "show", "seats_left", ""),
        ("Product", "product", "stock", ""),
        ("Voucher", "voucher", "uses_left", ""),
        ("Wallet", "wallet", "cents", ""),
    ],
    [
        ("Course", "course", "enrolled", "places"),
        ("Tour", "tour", "booked", "seats"),
        ("Van", "van", "loaded", "capacity"),
        ("Shift", "shift", "filled", "needed"),
    ],
    [
        ("Ticket", "ticket", "state", ""),
        ("Room", "room", "status", ""),
        ("Parcel", "parcel", "phase", ""),
        ("Slot", "slot", "state", ""),
    ],
    [("Page", "page", "version", ""), ("Contract", "contract", "revision", ""), ("Menu", "menu", "edition", "")],
    [("Seat", "seat", "held_until", ""), ("Basket", "basket", "kept_until", ""), ("Lease", "lease", "ends_at", "")],
    [("Job", "job", "worker", ""), ("Export", "export", "runner", ""), ("Order", "order", "packer", "")],
]

CALLED = {"wanted": ["wanted", "asked", "amount"], "seen": ["seen", "known", "opened_at"], "me": ["me", "mine"]}


def build(random: Random) -> Variant:
    """What the rule needs of the row decides: an amount, another column, a state, a version, a time, or nothing yet."""
    at = random.randrange(len(CASES))
    case, (model, name, one, two) = CASES[at], random.choice(WORDS[at])

    called = {known: random.choice(names) for known, names in CALLED.items()}

    def said(text: str) -> str:
        for short, long in {"{m}": model, "{o}": name, "{a}": one, "{b}": two}.items():
            text = text.replace(short, long)
        return re.sub(r"\b(wanted|seen|now|me)\b", lambda found: called.get(found[0], found[0]), text)

    reads = any(f"{name}." in said(text) for text in case.wrong)
    code = "\n".join(
        [
            *([f"{name} = {model}.objects.get(pk=pk)  # shown to the user some time ago", ""] if reads else []),
            f"won = {model}.objects.filter(pk=pk, ____).update({said(case.sets)})",
            "if not won:",
            '    raise Conflict("somebody was quicker, or it is not allowed")',
        ]
    )
    return Variant(
        prompt=(
            f"{said(case.rule)} Requests come at the same time, in autocommit mode, and nothing else guards the row. "
            "What belongs into the gap, as one keyword argument, so that the update is done exactly where the rule "
            "allows it?"
        ),
        code=code,
        answer=Gap(
            accepts=tuple(said(text) for text in case.accepts),
            wrong={said(text): said(why) for text, why in case.wrong.items()},
        ),
        why=(
            "The UPDATE looks at the row as it is at that moment, locks it and writes it: check and write are one "
            "statement. A second request waits for the first one's lock and then checks the new row. Its number of "
            "rows, 0 or 1, says who won. A check of what was read earlier says nothing of the row as it is now."
        ),
        proof=proof(
            [said(text) for text in case.accepts],
            [said(text) for text in case.wrong],
            said(case.allowed),
            (name, one, two),
        ),
    )


def proof(accepts: list[str], wrong: list[str], allowed: str, words: tuple[str, ...]) -> str:
    """Compare each condition with the rule for every row that it may meet, where an older row had been read before."""
    name, one, two = words
    values = "range(8)"
    if '"open"' in allowed:
        values = '["open", "held", "closed"]'
    elif "None" in allowed:
        values = "[None, 1, 2]"
    elif "==" in allowed:  # a version never falls below one that was seen
        values = "range(3, 8)"
    kind = "CharField(max_length=9)" if '"open"' in allowed else "IntegerField(null=True)"
    fields = f"    {one} = models.{kind}\n" + (f"    {two} = models.IntegerField()\n" if two else "")
    others = f", {two}=other" if two else ""
    row = f"Row({one}=value{others}) for value, other in product(values, {'range(8)' if two else '[0]'})"
    return f"""\
from itertools import product
from types import SimpleNamespace
from django.db import connection, models
from django.db.models import F
class Row(models.Model):
{fields}    class Meta:
        app_label = "shop"
with connection.schema_editor() as editor:
    editor.create_model(Row)
wanted = asked = amount = 2
seen = known = opened_at = 3
now, me, mine = 4, 2, 2
values = {values}
Row.objects.bulk_create({row})
olds = [SimpleNamespace({one}=value, {two or "other"}=5) for value in values]
rows = list(Row.objects.all())
right = {{row.pk for row in rows if {allowed}}}
def fits(text):
    for old in olds:
        found = eval(f"Row.objects.filter({{text}})", globals(), {{"{name}": old}})
        if set(found.values_list("pk", flat=True)) != right:
            return False
    return True
good = [text for text in {accepts} if fits(text)]
assert not [text for text in {wrong} if fits(text)]
print("\\n".join(good))
"""
