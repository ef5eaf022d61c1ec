"""Which unique constraint says exactly what a rule of the business says."""

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="G2",
    level="senior",
    title="Which constraint says exactly what a rule of the business says",
    practise=("one-active-rule", "rules-in-the-database"),
)
WORLDS = [  # the thing booked, then finer and finer parts, and what one row is
    (("room", "day", "part"), "booking", "a room", "on a day", "in one part of a day (morning or evening)"),
    (("van", "day", "tour"), "trip", "a van", "on a day", "on one tour of a day (first or second)"),
    (("court", "day", "hour"), "reservation", "a court", "on a day", "in one hour of a day"),
    (("chair", "day", "slot"), "visit", "a dentist's chair", "on a day", "in one slot of a day"),
    (("desk", "week", "day"), "rental", "a desk", "in a week", "on one day of a week"),
]
CONDITIONS = {
    "all": "",
    "live": ', condition=~Q(status="cancelled")',
    "firm": ', condition=Q(status="confirmed")',
}
COUNTS = {
    "all": "Every row counts, whatever its status.",
    "live": "Cancelled ones do not count; held and confirmed ones do.",
    "firm": "Only confirmed ones count; any number may be held or cancelled beside one.",
}
TAKES = {
    "all": "It counts every row, cancelled and held ones as well;",
    "live": "It counts held and confirmed rows and leaves out cancelled ones;",
    "firm": "It counts confirmed rows only and leaves out held ones;",
}
RULED = {
    "all": " by the rule every row counts.",
    "live": " by the rule held rows count and cancelled ones do not.",
    "firm": " by the rule only confirmed rows count.",
}
PROOF = """
from itertools import product
from django.db import IntegrityError, connection, models
from django.db.models import Q, UniqueConstraint
STATUSES = ["held", "confirmed", "cancelled"]
COUNTED = {"all": STATUSES, "live": STATUSES[:2], "firm": ["confirmed"]}[COUNTING]
def clash(one, other):
    same = all(one[name] == other[name] for name in COLUMNS[:DEPTH])
    return same and one["status"] in COUNTED and other["status"] in COUNTED
def fits(number, text):
    body = {name: models.IntegerField() for name in COLUMNS} | {"status": models.CharField(max_length=20)}
    constraint = eval(f'{text[:-1]}, name="one_{number}")')
    meta = type("Meta", (), {"app_label": "shop", "db_table": f"probe_{number}", "constraints": [constraint]})
    model = type(models.Model)(f"Probe{number}", (models.Model,), {"__module__": "shop.models", "Meta": meta} | body)
    connection.disable_constraint_checking()
    with connection.schema_editor() as editor:
        editor.create_model(model)
    names = [*COLUMNS, "status"]
    insert = f"INSERT INTO probe_{number} ({', '.join(names)}) VALUES (%s, %s, %s, %s)"
    with connection.cursor() as cursor:
        for status in STATUSES:
            one = dict(zip(names, (0, 0, 0, status)))
            for values in product((0, 1), (0, 1), (0, 1), STATUSES):
                cursor.execute(insert, list(one.values()))
                try:
                    cursor.execute(insert, values)
                    refused = False
                except IntegrityError:
                    refused = True
                cursor.execute(f"DELETE FROM probe_{number}")
                if refused is not clash(one, dict(zip(names, values))):
                    return False
    return True
print("\\n".join(text for number, text in enumerate(OPTIONS) if fits(number, text.strip("`"))))
"""


def build(random: Random) -> Variant:
    """Which columns make two rows clash, and which rows take part, are two separate decisions."""
    columns, noun, thing, coarse, fine = random.choice(WORLDS)
    depth = random.choice([1, 2, 2, 3])
    counting = random.choice(list(CONDITIONS))

    def text_of(names: tuple[str, ...], condition: str) -> str:
        listed = ", ".join(f'"{name}"' for name in names)
        return f"`UniqueConstraint(fields=[{listed}]{CONDITIONS[condition]})`"

    other_depth = random.choice([one for one in (1, 2, 3) if one != depth])
    other_counting = random.choice([one for one in CONDITIONS if one != counting])
    right = text_of(columns[:depth], counting)
    when = {1: f", whatever the {columns[1]} and the {columns[2]}", 2: f" {coarse}", 3: f" {fine}"}[depth]
    differ = " or ".join(f"`{name}`" for name in columns[min(depth, other_depth) : max(depth, other_depth)])
    compared = (
        f"It refuses rows that differ in {differ}, which the rule allows."
        if other_depth < depth
        else f"It lets through rows that differ only in {differ}, which the rule forbids."
    )
    wrong = {  # each decision is wrong in two of them, so that none of the options is the one in the middle
        text_of(columns[:depth], other_counting): TAKES[other_counting] + RULED[counting],
        text_of(columns[:other_depth], counting): compared,
        text_of(columns[:other_depth], other_counting): compared,
        text_of((*columns[: random.choice([depth, other_depth])], "status"), "all"): (
            "With the status among the columns only rows of an equal status clash, cancelled ones too."
        ),
    }
    counts = COUNTS[counting]
    options = random.sample([right, *wrong], 5)
    return Variant(
        prompt=(
            f"A row of the model is a {noun}, with {', '.join(f'`{one}`' for one in columns)} and `status`, which is "
            f"held, confirmed or cancelled; none is null. The rule: {thing} has at most one {noun}{when}. {counts} "
            "Which constraint, given a name, refuses what the rule forbids, and nothing else?"
        ),
        answer=OneOf(right=right, wrong=wrong),
        why=(
            "Two decisions. When do two rows clash: if they agree in "
            f"{' and '.join(f'`{one}`' for one in columns[:depth])}; each further column would let more through, each "
            f"missing one would refuse too much. Which rows take part: {counts[0].lower()}{counts[1:]} A condition "
            "leaves rows out; a status among the columns does not, it makes one group for each status."
        ),
        proof=f"COLUMNS, DEPTH, COUNTING = {columns!r}, {depth}, {counting!r}\nOPTIONS = {options!r}\n{PROOF}",
    )
