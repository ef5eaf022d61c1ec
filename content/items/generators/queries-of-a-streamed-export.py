"""How many queries a streamed export sends, by what is loaded with the rows, the chunks, and where the reader stops."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="A6",
    level="senior",
    title="How many queries a streamed export sends",
    practise=("stream-large-export", "generator-in-a-backend"),
)
# model, its name in the loop, a foreign key, the other side of one, the field that is written
LOADS = {
    "join": '.select_related("customer")',
    "prefetch": '.prefetch_related("lines")',
    "both": '.select_related("customer").prefetch_related("lines")',
    "two": '.prefetch_related("customer", "lines")',
}
READS = {
    "join": "{o}.number, {o}.customer.name",
    "prefetch": "{o}.number, len({o}.lines.all())",
    "both": "{o}.customer.name, len({o}.lines.all())",
    "two": "{o}.customer.name, len({o}.lines.all())",
}
STORIES = [
    ("an accountant", "order", "export"),
    ("a warehouse", "one", "pick_list"),
    ("a data team", "row", "dump"),
    ("an auditor", "order", "listing"),
]


def build(random: Random) -> Variant:
    """The relation, the chunk size, and whether the reader stops, takes a list or reads to the end all differ."""
    reader, o, function = random.choice(STORIES)
    load = random.choice(["join", "prefetch", "prefetch", "both", "both", "two", "two"])
    chunk = random.choice([4, 5, 6])
    rows = chunk * random.randint(3, 5) + random.choice([0, 1, 2])
    stop = random.choice([None, None, chunk, chunk + 1, 2 * chunk, 2 * chunk + 1])
    streamed = random.random() < 0.75
    relations = {"join": 0, "prefetch": 1, "both": 1, "two": 2}[load]
    taken = rows if stop is None else stop
    chunks = -(-taken // chunk)
    all_chunks = -(-rows // chunk)
    value = 1 + relations * (chunks if streamed else 1)
    hints = LOADS[load].replace(").", ")\n        .")
    source = f'(\n        Order.objects.order_by("id")\n        {hints}\n'
    source += f"        .iterator(chunk_size={chunk})\n    )" if streamed else "    )"
    fields = READS[load].format(o=o)
    use = (
        f"for line in {function}():\n    send(line)"
        if stop is None
        else f"for line in islice({function}(), {stop}):\n    send(line)"
    )
    code = f"""\
def {function}():
    orders = {source}
    for {o} in orders:
        yield {fields}

{use}"""
    plain = {"join": 1, "prefetch": 1, "both": 2, "two": 2}[load]
    hinted = {
        0: "the join brings the customer with the row, so it costs no query",
        1: "the lines cost one query",
        2: "customers and lines cost one query each",
    }[relations]
    how = (
        f"{hinted} for each chunk of {chunk} rows that is reached, here {chunks} of {all_chunks}"
        if streamed and relations
        else f"{hinted} for all rows together, because without `iterator` the whole list is loaded first"
        if relations
        else hinted
    )
    because = f"The rows are one query, and {how}."
    wrong = {
        1: f"This forgets what is loaded with the rows. {because}",
        1 + relations: f"This would be so if everything were loaded at once. {because}",
        1
        + taken * plain: f"This would be so if nothing were loaded along: a query for each row and relation. {because}",
        value + 1: f"Nothing is asked beforehand; counting or testing would cost a query more. {because}",
    }
    if streamed:
        wrong[chunks * (1 + relations)] = f"A chunk comes from the open result, not from another query. {because}"
        wrong[1 + relations * all_chunks] = f"This counts the chunks of the whole table. {because}"
    proof = f"""\
from contextlib import redirect_stdout
from io import StringIO
from itertools import islice
from counting import queries
from shop.models import Customer, Order, OrderLine, Product
product = Product.objects.create(sku="p", name="Pen", price_cents=200)
for number in range({rows}):
    customer = Customer.objects.create(name=f"c{{number}}", email=f"c{{number}}@example.org")
    order = Order.objects.create(number=f"A-{{number}}", customer=customer)
    OrderLine.objects.create(order=order, product=product)
def send(line):
    pass
def job():
{"".join(f"    {line}{chr(10)}" for line in code.splitlines())}
with queries():
    job()
"""
    return Variant(
        prompt=(
            f"A streaming view writes the orders for {reader}. The table holds {rows} orders, each with a customer and "
            "one line; `customer` is a foreign key, `lines` the reverse side of one. "
            + ("" if stop is None else f"The client reads {stop} orders and leaves. ")
            + ("`islice` comes from `itertools`. " if stop is not None else "")
            + "How many queries of this Django code does `connection.queries` list?"
        ),
        code=code,
        answer=Number(value=value, unit="queries", wrong={n: why for n, why in wrong.items() if n != value}),
        why=(
            f"{because} `iterator(chunk_size=...)` keeps one query open and hands its rows on in chunks; "
            "`select_related` is part of that query, `prefetch_related` needs a query of its own for each relation and "
            "chunk, sent when the chunk is reached. Without `iterator`, the rows and all that is prefetched are loaded "
            "before the first row is given, whoever stops early."
        ),
        proof=proof,
    )
