"""How many statements a SQLAlchemy session sends, by loading options and by how many different rows are behind."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="H4",
    level="middle",
    title="How many statements a SQLAlchemy session sends",
    practise=("lazy-attribute-fifty-one-queries", "join-load-or-separate-query", "n-plus-one-problem"),
)
OPTIONS = {
    "": "",
    "joined customer": "joinedload(Order.customer)",
    "select customer": "selectinload(Order.customer)",
    "lines": "selectinload(Order.lines)",
    "lines and products": "selectinload(Order.lines).joinedload(OrderLine.product)",
}
READS = {
    "customer": "print(order.number, order.customer.name)",
    "lines": "print(order.number, len(order.lines))",
    "products": "print([line.product.name for line in order.lines])",
    "key": "print(order.number, order.customer_id)",
}


def build(random: Random) -> Variant:
    """The session looks a row up by its key before it asks, so different customers or products count, not reads."""
    orders = random.randint(5, 9)
    customers = random.randint(2, orders - 1)
    lines = random.randint(2, 3)
    products = random.randint(2, 4)
    option, read = random.choice(list(OPTIONS)), random.choice([*READS, "customer", "products"])
    commit = read in {"customer", "key"} and not option and random.random() < 0.4
    count = 1 + (option == "select customer") + option.startswith("lines")
    reads_lines = read in {"lines", "products"}
    count += orders * (reads_lines and not option.startswith("lines"))
    count += products * (read == "products" and option != "lines and products")
    if commit:
        count = 1 + orders + customers * (read == "customer")
    else:
        count += customers * (read == "customer" and "customer" not in option)
    load = [f"    query = query.options({OPTIONS[option]})"] if option else []
    code = "\n".join(
        [
            "with Session(engine) as session:",
            "    query = select(Order).order_by(Order.id)",
            *load,
            "    orders = session.scalars(query).all()",
            *(["    session.commit()"] if commit else []),
            "    for order in orders:",
            f"        {READS[read]}",
        ]
    )
    told = told_of(option, read, (orders, customers, lines, products), commit=commit)
    return Variant(
        prompt=(
            f"The tables hold {orders} orders of {customers} different customers, each order with {lines} lines; the "
            f"lines name {products} different products in all. The session is new and has its default settings, and "
            "all relations load lazily unless an option says otherwise. How many statements does the block send, "
            "apart from BEGIN and COMMIT?"
        ),
        code=code,
        answer=Number(value=count, unit="queries", wrong={n: why for n, why in told.items() if n != count}),
        why=f"{why(option, read, commit=commit)} {reading(option, read, orders, customers, products)} In all {count}.",
        proof=f"""\
from contextlib import redirect_stdout
from io import StringIO
from counting import queries
from shop_sqlalchemy import Base, Customer, Order, OrderLine, Product
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.pool import StaticPool
engine = create_engine("sqlite://", poolclass=StaticPool)
Base.metadata.create_all(engine)
with Session(engine) as session:
    people = [Customer(name=f"c{{number}}") for number in range({customers})]
    goods = [Product(sku=f"p{{number}}", name="p") for number in range({products})]
    for number in range({orders}):
        order = Order(number=f"N{{number}}", customer=people[number % {customers}])
        order.lines = [OrderLine(product=goods[(number * {lines} + at) % {products}]) for at in range({lines})]
        session.add(order)
    session.commit()
def loop():
    with redirect_stdout(StringIO()):
{chr(10).join("        " + line for line in code.splitlines())}
with queries(engine):
    loop()
engine.dispose()
""",
    )


def why(option: str, read: str, *, commit: bool) -> str:
    if commit:
        return "The commit expires every object of the session, so each order is loaded again when it is read" + (
            ", and each different customer is loaded once." if read == "customer" else "."
        )
    return {
        "": "Nothing is loaded beforehand.",
        "joined customer": "The customer is joined into the first statement.",
        "select customer": "A second statement brings all customers, whether they are read or not.",
        "lines": "A second statement brings the lines of all orders.",
        "lines and products": "A second statement brings the lines of all orders, with their products joined in.",
    }[option]


def reading(option: str, read: str, orders: int, customers: int, products: int) -> str:
    """Say what the reads of the loop cost, after what the option brought."""
    if read == "key":
        return "The key is a column of the order itself, so it needs no customer."
    if read == "customer":
        if "customer" in option:
            return "So the loop finds every customer in the session and asks for nothing."
        return (
            f"A lazy customer is looked up in the session first, so the {customers} different ones cost {customers} "
            f"statements, not {orders}."
        )
    own = (
        "So no order asks for its lines."
        if option.startswith("lines")
        else f"A lazy collection costs a statement for each of the {orders} orders."
    )
    if read == "lines" or option == "lines and products":
        return own
    return f"{own} A lazy product costs one for each of the {products} different ones."


def told_of(option: str, read: str, sizes: tuple[int, int, int, int], *, commit: bool) -> dict[int, str]:
    """Return numbers that people count here, each with what the option and the session make of it."""
    orders, customers, lines, products = sizes
    if commit:
        return told_of_commit(read, orders, customers)
    base = 1 if option in {"", "joined customer"} else 2
    told = {
        2: "No option here sends a statement of its own.",
        2 + customers: "No option here sends a second statement beside the lazy loads.",
    }
    if option == "joined customer":
        told[2] = "`joinedload` is a join inside the first statement and sends none of its own."
    if base == 2:
        told = {1: "`selectinload` sends a second statement, whether its rows are read or not."}
    return told | {"customer": told_of_customer, "key": told_of_key}.get(read, told_of_lines)(
        option, base, orders, (customers, lines, products, read == "products")
    )


Rest = tuple[int, int, int, bool]  # customers, lines, products, whether products are read


def told_of_customer(option: str, base: int, orders: int, rest: Rest) -> dict[int, str]:
    customers = rest[0]
    if "customer" in option:
        loaded = "All customers came with the option, so none of them is asked for by itself."
        return {base + customers: loaded, base + orders: loaded}
    return {
        base: "The customers are not loaded by any option, so each different one is asked for.",
        base + orders: "A customer that the session holds already is found by its key, not asked for again.",
    } | ({1 + customers: "`selectinload` sends its statement too, although no line is read."} if base == 2 else {})


def told_of_key(option: str, base: int, orders: int, rest: Rest) -> dict[int, str]:
    column = "`customer_id` is a column of the order, so reading it loads no customer."
    return {base + rest[0]: column, base + orders: column}


def told_of_lines(option: str, base: int, orders: int, rest: Rest) -> dict[int, str]:
    _, lines, products, deep = rest
    if option.startswith("lines"):
        told = {1 + orders: "The second statement brings the lines of all orders, so no order asks for its own."}
        if option == "lines and products":
            joined = "The products are joined into the second statement and need none of their own."
            return told | ({3: joined, 2 + products: joined} if deep else {3: "No product costs a statement here."})
        if not deep:
            return told | {2 + products: "The loop reads no product, so none is loaded."}
        return told | {
            2: "The products of the lines are not loaded by the option, so each different one is asked for.",
            2 + orders * lines: "A product that the session holds already is found by its key, not asked for again.",
        }
    told = {
        base: "The lines are not loaded by any option, so each order asks for its own.",
        base + orders * lines: "One statement brings all lines of an order, so they do not cost one each.",
    }
    if base == 2:
        told[1 + orders + products * deep] = "`selectinload` sends its statement too, although no customer is read."
    if deep:
        told[base + orders] = "A product is not loaded with its line, so each different one is asked for."
        told[base + orders + orders * lines] = (
            "A product that the session holds already is found by its key, not asked for again."
        )
    return told


def told_of_commit(read: str, orders: int, customers: int) -> dict[int, str]:
    again = "The commit expires the orders, so each of them is loaded again when it is read."
    if read == "key":
        return {
            1: again,
            2: "Expired orders are loaded again one by one, not all in one statement.",
            1 + orders + customers: "`customer_id` is a column of the order, so reading it loads no customer.",
        }
    return {
        1: again,
        1 + customers: again,
        1 + orders: "Beside the orders, each different customer is asked for as well.",
        1 + 2 * orders: "A customer that the session holds already is found by its key, not asked for again.",
    }
