"""What a row holds after two copies of it were written one after the other."""

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="G2",
    level="middle",
    title="What a row holds after two copies of it were saved",
    practise=("lost-update", "update-in-sql-or-python"),
)
LOADS = {
    'Product.objects.get(sku="{sku}")': ("price_cents", "stock"),
    'Product.objects.only("sku", "stock").get(sku="{sku}")': ("stock",),
    'Product.objects.defer("price_cents").get(sku="{sku}")': ("stock",),
    'Product.objects.defer("description").get(sku="{sku}")': ("price_cents", "stock"),
}
FIRST = {
    "a.save()": ("price_cents", "stock"),
    'a.save(update_fields=["price_cents"])': ("price_cents",),
    'a.save(update_fields=["price_cents", "stock"])': ("price_cents", "stock"),
}
SECOND = ["b.save()", "b.save()", 'b.save(update_fields=["stock"])', 'Product.objects.bulk_update([b], ["stock"])']
CHANGES = ["b.stock = b.stock - {less}", 'b.stock = F("stock") - {less}', "b.stock -= {less}"]
REFRESH = ["", "", "", "before", "after"]
PROOF = """
from django.db.models import F
from shop.models import Product
Product.objects.create(sku=SKU, name=SKU, price_cents=PRICE, stock=STOCK)
exec(CODE)
"""


def build(random: Random) -> Variant:
    """Which columns a save writes, and whether the new value is computed here or in the database, decides."""
    sku = random.choice(["tea", "cup", "pot", "jar", "mug", "tin"])
    price, stock = random.randrange(300, 900, 50), random.randint(20, 40)
    dearer, taken, less = random.choice([25, 75, 125]), random.randint(2, 5), random.randint(6, 9)
    load, first = random.choice(list(LOADS)), random.choice(list(FIRST))
    second, change, refresh = random.choice(SECOND), random.choice(CHANGES), random.choice(REFRESH)
    lines = [
        'a = Product.objects.get(sku="{sku}")',
        f"b = {load}",
        f"a.price_cents += {dearer}",
        f"a.stock -= {taken}",
        first,
        *(["b.refresh_from_db()"] if refresh == "before" else []),
        change,
        *(["b.refresh_from_db()"] if refresh == "after" else []),
        second,
        'row = Product.objects.get(sku="{sku}")',
        "print(row.price_cents, row.stock)",
    ]
    code = "\n".join(line.format(sku=sku, less=less) for line in lines)
    row = {"price_cents": price, "stock": stock}
    copy = dict(row)
    row |= {name: {"price_cents": price + dearer, "stock": stock - taken}[name] for name in FIRST[first]}
    after_first = dict(row)
    loaded = LOADS[load]
    if refresh == "before":
        copy = dict(row)
    in_database = 'F("stock")' in change
    new_stock = (row if in_database else copy)["stock"] - less
    if refresh == "after":
        copy, new_stock = dict(row), row["stock"]
    written = loaded if second == "b.save()" else ("stock",)
    row["stock"] = new_stock
    if "price_cents" in written:
        row["price_cents"] = copy["price_cents"]
    text = f"{row['price_cents']} {row['stock']}"
    where = "in the database, from the stored stock" if in_database else "in Python, from the stock that `b` had loaded"
    if refresh == "after":
        where = f"{where}, but the refresh drops it before it is written"
    stale = "price_cents" in written and refresh == ""
    wrote = "the second write names `stock` alone"
    if second == "b.save()":
        among = "" if "price_cents" in loaded else ", and `price_cents` is not among them"
        wrote = f"`save()` writes the fields that `b` has loaded{among}"
        if refresh and not among:
            wrote += ", which the refresh has read again"
    facts = f"The new stock is computed {where}; {wrote}."
    candidates = [
        f"{after_first['price_cents']} {after_first['stock'] - less}",
        f"{price} {stock - less}",
        f"{price + dearer} {stock - less}",
        f"{price} {stock - taken - less}",
        f"{price + dearer} {stock - taken - less}",
        f"{after_first['price_cents']} {after_first['stock']}",
    ]
    price_said = (
        "so the old price in `b` overwrites the new one" if stale else "so the price that the first write left stays"
    )
    told = {True: facts, False: f"The stock is right. But {wrote}, {price_said}."}
    wrong = {one: told[one.split()[1] != text.split()[1]] for one in dict.fromkeys(candidates) if one != text}
    return Variant(
        prompt=(
            f"The row `{sku}` has `price_cents` {price} and `stock` {stock}. `a` and `b` stand for two requests that "
            "run interleaved as shown. What is printed?"
        ),
        code=code,
        answer=Output(text=text, wrong=wrong),
        why=(
            "An object is a copy from the moment of loading. "
            f"The first write leaves {after_first['price_cents']} and {after_first['stock']}. {facts[:-1]}, "
            f"{price_said}. To change one number without losing the other writer's, name the column and compute in "
            "the database."
        ),
        proof=f"SKU, PRICE, STOCK = {sku!r}, {price}, {stock}\nCODE = {code!r}\n{PROOF}",
    )
