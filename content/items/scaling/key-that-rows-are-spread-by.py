"""By which column rows are spread over several databases, judged by queries, tenants and writes."""

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="K3",
    level="senior",
    title="Which column a table is spread by over several databases",
    practise=("design-feed-shortener-booking", "scale-up-or-out"),
)
# the WHERE of the frequent queries, whether one tenant is large, whether rows are still written, and the column
CASES = [
    (("tenant", "tenant person"), False, True, "tenant"),
    (("tenant month", "tenant number"), False, True, "tenant"),
    (("tenant month",), False, True, "tenant"),
    (("tenant person month", "tenant month"), False, True, "tenant"),
    (("tenant person",), True, True, "person"),
    (("tenant person", "person month"), False, True, "person"),
    (("tenant person", "person number"), True, False, "person"),
    (("person month",), True, True, "person"),
    (("tenant person month",), True, True, "person"),
    (("tenant number",), True, True, "number"),
    (("tenant number", "person number"), False, True, "number"),
    (("number month", "tenant number"), True, False, "number"),
    (("number month",), False, True, "number"),
    (("tenant month",), True, False, "month"),
    (("person month", "tenant month"), False, False, "month"),
    (("tenant person month", "tenant month"), True, False, "month"),
]
TABLES = [
    ("orders", "shop_id", "customer_id", "order_no", "shops", "customer"),
    ("bookings", "hotel_id", "guest_id", "booking_no", "hotels", "guest"),
    ("shifts", "firm_id", "worker_id", "shift_no", "firms", "worker"),
    ("payments", "merchant_id", "payer_id", "payment_no", "merchants", "payer"),
]


def build(random: Random) -> Variant:
    """The queries say which columns can route, the largest tenant and the writes say which of them spread."""
    queries, large, written, key = random.choice(CASES)
    table, tenant, person, number, tenants, who = random.choice(TABLES)
    names = {"tenant": tenant, "person": person, "number": number, "month": "month"}
    share = random.choice([40, 55, 60]) if large else random.choice([1, 2, 3])
    databases = random.choice([6, 8, 10])
    code = "\n".join(
        f"SELECT * FROM {table} WHERE " + " AND ".join(f"{names[part]} = %s" for part in query.split())
        for query in queries
    )
    reasons = {}
    for option, name in names.items():
        if option == key:
            continue
        if any(option not in query.split() for query in queries):
            reasons[name] = (
                f"A query that does not name `{name}` cannot be routed by it and has to ask all {databases} databases."
            )
        elif option == "tenant":
            reasons[name] = f"One of the {tenants} has {share} % of the rows, and one database would hold all of them."
        else:
            reasons[name] = "All rows are written in the present month, so one database would get all the writes."
    most = f"The largest of 2,000 {tenants} has {share} % of the rows, the second largest 1 %."
    if not large:
        most = f"The largest of 2,000 {tenants} has {share} % of the rows."
    writes = "Rows are written all day, always in the present month."
    if not written:
        writes = "It holds past months of five years, is filled once, and is only read."
    return Variant(
        prompt=(
            f"`{table}` is to be spread over {databases} databases by a hash of one column (months are dealt out in "
            "turn). "
            f"{most} A {who} has few rows, `{number}` is unique. {writes} The queries below are nearly all of the "
            "traffic; each should ask one database only, and no database may hold more than a third of the rows or get "
            "more than a third of the writes. Which column?"
        ),
        code=code,
        language="sql",
        answer=OneOf(right=names[key], wrong=reasons),
        why=(
            f"Each query names `{names[key]}`, so it can be sent to one database, and "
            + ("neither rows nor writes" if written else "no rows")
            + " pile up under one of its values. "
            + "A key must pass three tests: the frequent queries name it, its values are even, and new rows do not all "
            "get the same value."
        ),
        proof=f"""\
from collections import Counter
from hashlib import sha256
QUERIES, NAMES, SHARE, DATABASES = {queries!r}, {names!r}, {share}, {databases}
def place(column, value):
    return value % DATABASES if column == "month" else int(sha256(f"{{value}}".encode()).hexdigest(), 16) % DATABASES
rows = []
for number in range(12_000):
    tenant = 0 if number % 100 < SHARE else 1 + number * 7919 % 1999
    rows.append({{"tenant": tenant, "person": number // 3 * 7, "number": number, "month": number * 60 // 12_000}})
for column, name in NAMES.items():
    spread = Counter(place(column, row[column]) for row in rows)
    now = Counter(place(column, row[column]) for row in rows if row["month"] == 59) if {written} else Counter()
    even = all(max(one.values()) * 3 <= one.total() for one in (spread, now) if one)
    if even and all(column in query.split() for query in QUERIES):
        print(name)
""",
    )
