"""What a number in a table is after two requests, by how each changes it and where one is interrupted."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="H6",
    level="junior",
    title="What the stock is after two requests",
    practise=("lost-update", "update-in-sql-or-python"),
)
NAMES = ["tea", "mug", "lamp", "rope", "soap", "kite"]
GET = "product = Product.objects.get(sku=sku)"
CHECK = ["if product.stock < wanted:", "    return"]
# each way to sell: its lines
WAYS: dict[str, list[str]] = {
    "save": [GET, "product.stock = product.stock - wanted", "product.save()"],
    "checked save": [GET, *CHECK, "product.stock = product.stock - wanted", 'product.save(update_fields=["stock"])'],
    "sql": [GET, *CHECK, 'Product.objects.filter(sku=sku).update(stock=F("stock") - wanted)'],
    "same": [
        GET,
        *CHECK,
        "same = Product.objects.filter(sku=sku, stock=product.stock)",
        "same.update(stock=product.stock - wanted)",
    ],
    "enough": [
        "enough = Product.objects.filter(sku=sku, stock__gte=wanted)",
        'enough.update(stock=F("stock") - wanted)',
    ],
}
OTHERS = {
    "arrives": 'Product.objects.filter(sku=sku).update(stock=F("stock") + {by})',
    "sold": 'Product.objects.filter(sku=sku).update(stock=F("stock") - {by})',
    "counted": "Product.objects.filter(sku=sku).update(stock={by})",
    "priced": "Product.objects.filter(sku=sku).update(price_cents={by})",
}


def build(random: Random) -> Variant:
    """How the sale is written, what the other request does and when: an old read harms only some of them."""
    sku, way, other = random.choice(NAMES), random.choice(list(WAYS)), random.choice([*OTHERS, "arrives", "sold"])
    wanted, start = random.randint(2, 6), random.randint(7, 15)
    by = {
        "arrives": random.randint(3, 9),
        "sold": random.randint(2, start - 1),
        "priced": random.randint(200, 900),
    }.get(other, random.randint(1, 20))
    lines = WAYS[way]
    stops = [at for at, line in enumerate(lines) if at and not line.startswith(" ")]
    stop = random.choice([stops[-1], *stops])
    after = played(way, start, wanted, other, by)
    shift = {"arrives": by, "sold": -by, "counted": by - start, "priced": 0}[other]
    if after < 0 or shift == -wanted or (shift == 0 and other != "priced"):
        return build(random)
    code = "\n".join(["def sell(sku, wanted):", *(f"    {line}" for line in lines)])
    statement = OTHERS[other].format(by=by).replace("sku=sku", f'sku="{sku}"')
    told = {
        start + shift - wanted: "The sale writes a number made from what it read before, so the other change is lost.",
        start
        - wanted: "The other request's change is not lost: the UPDATE of the sale looks at the row as it is then.",
        start + shift: "The sale writes its number as well; no condition refuses it here.",
        start: "Nothing takes both writes back; at least one of them is stored.",
    }
    if after == start + shift and way in {"same", "enough"}:
        told[start + shift - wanted] = "The sale finds that its condition no longer holds, and changes no row."
    if other == "priced":
        told = {
            start: "The other request changes the price alone, so nothing stops the sale.",
            by: "This is the new price; the stock is another column, and the sale changes it.",
            by - wanted: "The other request sets the price and leaves the stock as it was.",
        }
    return Variant(
        prompt=(
            f'The stock of `{sku}` is {start}. A request calls `sell("{sku}", {wanted})` in autocommit mode. Right '
            f"before it runs line {stop + 2}, another request runs this from start to "
            f"end:\n\n```python\n{statement}\n```\n\nThen `sell` goes on to its end. What is the stock now?"
        ),
        code=code,
        answer=Number(value=after, unit="pieces", wrong={n: why for n, why in told.items() if n != after}),
        why=WHY[way],
        proof=f"""\
from django.db.models import F
from shop.models import Product
Product.objects.create(sku="{sku}", name="x", price_cents=100, stock={start})
def other():
    {statement}
{interrupted(code, stop + 2)}
sell("{sku}", {wanted})
print(Product.objects.get(sku="{sku}").stock)
""",
    )


def interrupted(code: str, line: int) -> str:
    lines = code.splitlines()
    return "\n".join([*lines[: line - 1], "    other()", *lines[line - 1 :]])


def played(way: str, start: int, wanted: int, other: str, by: int) -> int:
    """Return the stock where the other request comes after the read of the sale."""
    changed = {"arrives": start + by, "sold": start - by, "counted": by, "priced": start}[other]
    if way == "enough":
        return changed - wanted if changed >= wanted else changed
    if way != "save" and start < wanted:
        return changed
    if way == "sql":
        return changed - wanted
    if way == "same":
        return start - wanted if changed == start else changed
    return start - wanted


WHY = {
    "save": (
        "The sale computes in Python from the stock that it read, and `save()` writes that number, whatever is in "
        "the table by then. A change that was made in between is overwritten."
    ),
    "checked save": (
        "The check and the new number come from what was read. `update_fields` spares other columns, but the stock is "
        "written as a number that was made from the old read."
    ),
    "sql": (
        "The check uses the old read, but the UPDATE computes from the row as it is then. No change is lost; what is "
        "not safe is the check: between the two, the stock may fall below what it asked for."
    ),
    "same": (
        "The UPDATE asks for the stock that was read. If it has changed, no row fits and nothing is written; the "
        "sale would have to look at the number of rows and begin again."
    ),
    "enough": (
        "The queryset is only described before; the UPDATE checks and computes in one statement, on the row as it is "
        "then."
    ),
}
