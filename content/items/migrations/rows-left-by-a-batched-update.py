"""How many rows a backfill in batches leaves out, by how it finds its next batch."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="H7",
    level="middle",
    title="How many rows a backfill in batches leaves out",
    practise=("add-backfill-enforce", "data-or-schema-migration"),
)
VALUES = ["open", "paid", "packed", "sent"]
CODES = {
    "slices of what is empty": """\
empty = Order.objects.filter(status="").order_by("id")
for start in range(0, empty.count(), {size}):
    batch = list(empty.values_list("id", flat=True)[start:start + {size}])
    Order.objects.filter(id__in=batch).update(status="{value}")""",
    "slices of all rows": """\
empty, rows = Order.objects.filter(status=""), Order.objects.order_by("id")
for start in range(0, {total}.count(), {size}):
    batch = list(rows.values_list("id", flat=True)[start:start + {size}])
    Order.objects.filter(id__in=batch, status="").update(status="{value}")""",
    "until there is none": """\
empty = Order.objects.filter(status="").order_by("id")
while batch := list(empty.values_list("id", flat=True)[:{size}]):
    Order.objects.filter(id__in=batch).update(status="{value}")""",
    "a number of batches": """\
empty = Order.objects.filter(status="").order_by("id")
for _ in range(empty.count() // {size}):
    batch = list(empty.values_list("id", flat=True)[:{size}])
    Order.objects.filter(id__in=batch).update(status="{value}")""",
    "after the last id": """\
empty, last = Order.objects.filter(status="").order_by("id"), 0
while batch := list(empty.filter(id__gt=last).values_list("id", flat=True)[:{size}]):
    Order.objects.filter(id__in=batch).update(status="{value}")
    last = batch[-1]""",
    "ranges of ids": """\
empty = Order.objects.filter(status="")
for low in range(1, {total}.count() + 1, {size}):
    batch = empty.filter(id__gte=low, id__lt=low + {size})
    batch.update(status="{value}")""",
}
WHY = {
    "slices of what is empty": (
        "Each batch makes the queryset smaller, and the next slice still skips as many rows as were done: about every "
        "second batch is passed over. Take the first rows each time, or go on after the last id."
    ),
    "slices of all rows": (
        "The slices are cut from all rows in a fixed order, so nothing moves under them. What counts is how far they "
        "reach: the number of all rows covers every one, the number of empty rows stops that far from the start."
    ),
    "until there is none": (
        "What is done no longer matches the condition, so the first rows of the queryset are always the next ones, and "
        "the loop ends when none is left. The last batch is just a smaller one."
    ),
    "a number of batches": (
        "The loop takes the first rows that still match, so it skips none, but the number of batches was rounded down: "
        "the rest, smaller than a batch, is never asked for. Loop until a batch is empty instead."
    ),
    "after the last id": (
        "The next batch begins behind the last id that was done, so it does not matter that rows leave the condition "
        "meanwhile, nor that ids have gaps. The loop ends when nothing is behind."
    ),
    "ranges of ids": (
        "Ranges of ids reach as far as the number they were counted from. Ids are no positions: after deletions, or "
        "when only empty rows are counted, the highest id lies above the number of rows, and rows above are left "
        "out."
    ),
}
PROOF = """\
from shop.models import Customer, Order
ada = Customer.objects.create(name="Ada", email="ada@example.org")
Order.objects.bulk_create(
    Order(id=id, customer=ada, number=f"A-{{id}}", status="done" if id in {done} else "") for id in {ids}
)
{code}
print(Order.objects.filter(status="").count())
"""


def left(kind: str, ids: list[int], done: list[int], size: int, *, counts_all: bool) -> int:
    """Return how many rows stay empty."""
    empty = [one for one in ids if one not in done]
    total = len(ids) if counts_all else len(empty)
    if kind == "slices of what is empty":
        for start in range(0, len(empty), size):
            del empty[start : start + size]
        return len(empty)
    if kind == "slices of all rows":
        reach = -(-total // size) * size
        return sum(one not in ids[:reach] for one in empty)
    if kind == "a number of batches":
        return len(empty) % size
    if kind == "ranges of ids":
        reach = -(-total // size) * size
        return sum(one > reach for one in empty)
    return 0


def build(random: Random) -> Variant:
    """The way to the next batch differs, and so do the rows that are done already and the gaps in the ids."""
    kind = random.choice(
        [*CODES, "slices of what is empty", "slices of all rows", "a number of batches", "ranges of ids"]
    )
    size, counts_all = random.choice([5, 10]), random.random() < 0.4
    rows = random.randint(4, 7) * size + random.randint(1, size - 1)
    ready, deleted = random.choice([0, 6, 8, 12]), random.choice([0, 10, 20])
    ids = list(range(1 + deleted, 1 + deleted + rows))
    done = ids[:ready]
    code = CODES[kind].format(size=size, value=random.choice(VALUES), total="Order.objects" if counts_all else "empty")
    key = left(kind, ids, done, size, counts_all=counts_all)
    empty = rows - ready
    wrong = {
        left("slices of what is empty", ids, done, size, counts_all=False): (
            "Batches would be skipped if slices moved on over rows that leave the queryset; that is not what happens "
            "here."
        ),
        empty
        % size: "This is what the last, smaller batch holds; whether it is left out depends on how the loop ends.",
        empty - size: "This would be so if exactly one full batch were written; look at which rows the loop reaches.",
        empty: "The updates do reach rows: the condition matches, and each batch is written.",
    }
    wrong[0] = "This would be so if every empty row came into some batch, which this way of going on does not see to."
    if ready:
        wrong[ready] = "These are the rows that were done before; the question is which of the others stay empty."
    return Variant(
        prompt=(
            f"The table holds {rows} orders with the ids {ids[0]} to {ids[-1]}, without a gap. "
            + (f"The {ready} with the lowest ids have a status already, the others " if ready else "All of them ")
            + "have an empty status. Nothing else writes meanwhile. This backfill runs once, to its end. How many orders "
            "have an empty status afterwards?"
        ),
        code=code,
        answer=Number(value=key, unit="orders", wrong={n: why for n, why in wrong.items() if n != key}),
        why=WHY[kind] + f" Here {key or 'none'} of the {empty} empty rows {'is' if key < 2 else 'are'} left.",
        proof=PROOF.format(ids=ids, done=done, code=code),
    )
