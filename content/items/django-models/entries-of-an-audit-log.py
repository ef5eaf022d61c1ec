"""How many entries an audit log gets that is written by signals, by the ways in which rows are changed."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="G2",
    level="middle",
    title="How many entries an audit log gets that is written by signals",
    practise=("update-in-sql-or-python", "history-and-soft-delete", "rules-in-the-database"),
)
SIGNALS = {
    "[post_save]": (True, False),
    "[post_delete]": (False, True),
    "[post_save, post_delete]": (True, True),
}
LEAST_WRONG = 2
PROOF = """
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from shop.models import Customer, Order
LOG = []
for name, count in CUSTOMERS.items():
    customer = Customer.objects.create(name=name, email=f"{name}@example.org")
    for number in range(count):
        Order.objects.create(customer=customer, number=f"{name}-{number}")
globals().update({name: Customer.objects.get(name=name) for name in CUSTOMERS})
exec(CODE)
print(len(LOG))
"""


def build(random: Random) -> Variant:
    """Signals come for objects, one by one; what is done in the database at once passes without any."""
    signals = random.choice(["[post_save]", "[post_delete]", "[post_save, post_delete]", "[post_save, post_delete]"])
    on_save, on_delete = SIGNALS[signals]
    a, b, c = random.sample(["ada", "ben", "cem", "dana", "eve", "femi"], 3)
    counts = {a: random.randint(2, 5), b: random.randint(2, 5), c: random.randint(2, 4)}
    new = random.randint(2, 6)
    bulk = f"Order.objects.bulk_create(\n    [Order(customer={a}, number=str(n)) for n in range({new})]\n)"
    each = f'for order in Order.objects.filter(customer={a}):\n    order.status = "paid"\n    order.save()'
    ways = {  # a way, the entries for saves and for deletes, and what it does
        bulk: (0, 0, "`bulk_create` sends one INSERT and no signal"),
        f'Order.objects.create(customer={a}, number="new-1")': (1, 0, "`create` saves one object"),
        f'Order.objects.filter(customer={a}).update(status="paid")': (
            0,
            0,
            "`update` changes rows and sends no signal",
        ),
        each: (counts[a], 0, f"the loop saves {counts[a]} objects"),
        f'Order.objects.get_or_create(\n    number="{b}-0", defaults={{"customer": {b}}}\n)': (
            0,
            0,
            "`get_or_create` finds the row and saves nothing",
        ),
        f'Order.objects.update_or_create(\n    number="{b}-1", defaults={{"status": "sent"}}\n)': (
            1,
            0,
            "`update_or_create` finds the row and saves it",
        ),
        f"Order.objects.filter(customer={c}).delete()": (
            0,
            counts[c],
            f"`delete` of a queryset sends the signal for each of its {counts[c]} objects",
        ),
        f"{c}.delete()": (0, counts[c], f"the cascade deletes {counts[c]} orders, with a signal for each"),
        f'Order.objects.get(number="{c}-0").delete()': (0, 1, "one object is deleted"),
    }
    if bulk in ways and random.random() < 0.5:  # the loop then meets orders that were not there before
        ways.pop(bulk)
    else:
        ways.pop(each)
    deletes = [way for way, (_, deleted, _) in ways.items() if deleted]
    others = [way for way in ways if way not in deletes]
    chosen = [*random.sample(others, 3), random.choice(deletes)]
    if f'Order.objects.create(customer={a}, number="new-1")' in chosen and each in chosen:
        chosen.remove(f'Order.objects.create(customer={a}, number="new-1")')
    value = sum(ways[way][0] * on_save + ways[way][1] * on_delete for way in chosen)
    statements = len(chosen)
    touched = sum(
        {bulk: new, f'Order.objects.filter(customer={a}).update(status="paid")': counts[a]}.get(
            way, ways[way][0] + ways[way][1]
        )
        for way in chosen
    )
    both = sum(ways[way][0] + ways[way][1] for way in chosen)
    saves = sum(ways[way][0] for way in chosen)
    wrong = {
        value + 1: "`update`, `bulk_create` and a `get_or_create` that finds its row make no entry.",
        touched: "Not every changed row makes an entry: rows that the database changes at once send no signal.",
        statements: "Signals are sent for objects and not for statements; some send many, some send none.",
        both: f"The handler listens to {signals} only.",
        saves: (
            "Deleted objects make entries too, one for each object."
            if on_save
            else "The handler does not hear of saved objects, only of deleted ones."
        ),
    }
    wrong.pop(value, None)
    if len(wrong) < LEAST_WRONG:
        return build(random)
    code = f"""\
@receiver({signals}, sender=Order)
def log(sender, instance, **kwargs):
    LOG.append(instance.number)

""" + "\n".join(chosen)
    had = ", ".join(f"{counts[name]} of `{name}`" for name in counts)
    told = "; ".join(ways[way][2] for way in chosen)
    heard = {"[post_save]": "saves only", "[post_delete]": "deletes only"}.get(signals, "saves and deletes")
    return Variant(
        prompt=(
            f"The names `{a}`, `{b}` and `{c}` stand for stored customers. The table of orders holds {had}. Those of "
            f"`{b}` have the numbers `{b}-0`, `{b}-1` and so on, the others likewise. `customer` is a foreign key with "
            "`CASCADE`. `LOG` is empty before this program. How many entries does it have at the end?"
        ),
        code=code,
        answer=Number(value=value, unit="entries", wrong=wrong),
        why=(
            f"The handler hears {heard}. In turn: {told}. Signals belong to objects that Django saves or deletes one "
            "by one. What must not be missed by any way of writing needs a trigger or the database's own log."
        ),
        proof=f"CUSTOMERS = {counts!r}\nCODE = {code!r}\n{PROOF}",
    )
