"""What is left in three tables after a row was deleted, by the `on_delete` of two foreign keys."""

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="G2",
    level="junior",
    title="What is left after a delete, by the on_delete of two foreign keys",
    practise=("primary-foreign-unique",),
)
WORLDS = [
    ("Branch", "Courier", "Delivery", "North", "South"),
    ("Depot", "Van", "Trip", "Harbour", "Airport"),
    ("Clinic", "Doctor", "Visit", "East", "West"),
    ("Hotel", "Room", "Booking", "Lake", "Hill"),
    ("Team", "Worker", "Shift", "Early", "Late"),
]
DOES = {
    "CASCADE": "`CASCADE` deletes the rows that point at a deleted one, and goes on from them",
    "PROTECT": "`PROTECT` refuses as soon as one row points there, and then nothing at all is deleted",
    "SET_NULL": "`SET_NULL` keeps the row that points there, and empties its foreign key",
}
LEAST_WRONG = 2
PROOF = """
from django.db import connection, models
from django.db.models import CASCADE, PROTECT, SET_NULL, ProtectedError
def declared(kind, **fields):
    meta = type("Meta", (), {"app_label": "shop"})
    return type(models.Model)(kind, (models.Model,), {"__module__": "shop.models", "Meta": meta} | fields)
top = declared(TOP, name=models.CharField(max_length=20))
middle = declared(MIDDLE, **{TOP.lower(): models.ForeignKey(top, null=True, on_delete=globals()[FIRST])})
low = declared(LOW, **{MIDDLE.lower(): models.ForeignKey(middle, null=True, on_delete=globals()[SECOND])})
connection.disable_constraint_checking()
with connection.schema_editor() as editor:
    for model in (top, middle, low):
        editor.create_model(model)
for name, parts in ROWS.items():
    parent = top.objects.create(name=name)
    for count in parts:
        child = middle.objects.create(**{TOP.lower(): parent})
        for _ in range(count):
            low.objects.create(**{MIDDLE.lower(): child})
globals().update({TOP: top, MIDDLE: middle, LOW: low})
exec(DELETE)
"""


def build(random: Random) -> Variant:
    """What points at what is deleted, and whether there is any such row, decides how far a delete goes."""
    top, middle, low, gone, kept = random.choice(WORLDS)
    first, second = random.choice(["CASCADE", "CASCADE", "SET_NULL", "PROTECT"]), random.choice(list(DOES))
    with_parts = random.choice([True, True, True, False])
    low_counts = random.choice([True, True, False])
    parts = [random.randint(1, 3) if low_counts else 0 for _ in range(random.randint(2, 3))] if with_parts else []
    rows = {gone: parts, kept: [random.randint(1, 2) for _ in range(random.randint(1, 3))]}
    delete = f"""\
try:
    {top}.objects.get(name="{gone}").delete()
    print("deleted")
except ProtectedError:
    print("refused")
print({top}.objects.count(), {middle}.objects.count(), {low}.objects.count())
print({low}.objects.filter({middle.lower()}=None).count())"""
    code = f"""\
class {top}(models.Model):
    name = models.CharField(max_length=20)

class {middle}(models.Model):
    {top.lower()} = models.ForeignKey({top}, null=True, on_delete=models.{first})

class {low}(models.Model):
    {middle.lower()} = models.ForeignKey({middle}, null=True, on_delete=models.{second})

{delete}"""
    middles, lows = len(parts) + len(rows[kept]), sum(parts) + sum(rows[kept])

    def shown(*, done: bool, middle_gone: bool = False, low_gone: bool = False, emptied: bool = False) -> str:
        left = (
            2 - done,
            middles - (len(parts) if middle_gone else 0),
            lows - (sum(parts) if low_gone else 0),
        )
        return f"{'deleted' if done else 'refused'}\n{' '.join(map(str, left))}\n{sum(parts) if emptied else 0}"

    refused = (first == "PROTECT" and parts) or (first == "CASCADE" and second == "PROTECT" and sum(parts))
    if refused:
        text = shown(done=False)
    elif first == "CASCADE":
        text = shown(done=True, middle_gone=True, low_gone=second == "CASCADE", emptied=second == "SET_NULL")
    else:
        text = shown(done=True)
    points = f"{len(parts)} rows of `{middle}` point at {gone}" if parts else f"no row of `{middle}` points at {gone}"
    why_first = f"The key of `{middle}` says `{first}`, and {points}."
    why_second = f"The key of `{low}` says `{second}`, and {sum(parts) or 'no'} rows point at these."
    facts = f"{why_first} {why_second}" if first == "CASCADE" and parts else why_first
    wrong = {
        shown(done=True): f"Only one row would go if nothing else had to follow it. {facts}",
        shown(done=False): f"A refusal needs a row that points at something to be deleted, under `PROTECT`. {facts}",
        shown(
            done=True, middle_gone=True
        ): f"`{middle}` alone goes under `CASCADE` if no row of `{low}` hangs on it. {facts}",
        shown(done=True, middle_gone=True, emptied=True): f"This is `CASCADE`, then `SET_NULL`. {facts}",
        shown(done=True, middle_gone=True, low_gone=True): f"All that hangs on it goes only by `CASCADE`. {facts}",
    }
    wrong.pop(text, None)
    if len(wrong) < LEAST_WRONG:
        return build(random)

    def told(name: str) -> str:
        counts = rows[name]
        if not counts:
            return f"{name} has no row of `{middle}`"
        if len(counts) == 1:
            return f"{name} has 1 row of `{middle}`, with {counts[0]} row{'s' * (counts[0] != 1)} of `{low}`"
        below = ", ".join(map(str, counts[:-1]))
        return f"{name} has {len(counts)} rows of `{middle}`, with {below} and {counts[-1]} rows of `{low}`"

    return Variant(
        prompt=(
            f"The table of `{top}` has two rows. {told(gone)}; {told(kept)}. The tables hold nothing else. What does "
            "the program print?"
        ),
        code=code,
        answer=Output(text=text, wrong=wrong),
        why=(
            f"Django collects what would have to follow before it deletes anything. {DOES[first]}. "
            + (f"{DOES[second]}. " if second != first else "")
            + f"{points[0].upper()}{points[1:]}; what the key of `{low}` says matters only for rows of `{middle}` that "
            "are themselves deleted."
        ),
        proof=(
            f"TOP, MIDDLE, LOW, FIRST, SECOND = {(top, middle, low, first, second)!r}\nROWS = {rows!r}\n"
            f"DELETE = {delete!r}\n{PROOF}"
        ),
    )
