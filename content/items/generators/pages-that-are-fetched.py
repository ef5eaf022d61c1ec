"""How many pages of a remote list are fetched, by how the reader stops and by what reads ahead."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="A6",
    level="middle",
    title="How many pages a generator fetches before its reader stops",
    practise=("generator-in-a-backend", "list-or-generator-expression"),
)
# what is listed, the function, one of them
STORIES = [
    ("orders of a marketplace", "orders", "order"),
    ("invoices of a supplier", "invoices", "invoice"),
    ("bookings of a partner", "bookings", "booking"),
    ("parcels of a carrier", "parcels", "parcel"),
    ("payments of a provider", "payments", "payment"),
]


def readers(rows: str, one: str, total: int, at: int, take: int) -> list[tuple[str, int, str]]:
    """Return lines that read, how many rows they take, and why."""
    return [
        (
            f"found = any({one} == {at} for {one} in {rows}())",
            at,
            f"`any` asks for rows until one fits, which is row {at}",
        ),
        (
            f"found = any([{one} == {at} for {one} in {rows}()])",
            total,
            "the square brackets build the whole list before `any` looks at it",
        ),
        (f"found = {at} in {rows}()", at, f"`in` asks for rows until it meets row {at}"),
        (f"found = {at} in list({rows}())", total, "`list` asks for all rows before `in` looks at them"),
        (
            f"found = next({one} for {one} in {rows}() if {one} >= {at})",
            at,
            f"`next` asks for rows until one fits, which is row {at}",
        ),
        (
            f"found = [{one} for {one} in {rows}() if {one} >= {at}][0]",
            total,
            "the list of all that fit is complete before its first element is taken",
        ),
        (f"first = list(islice({rows}(), {take}))", take, f"`islice` asks for {take} rows and no more"),
        (f"first = list({rows}())[:{take}]", total, "`list` asks for all rows, and the slice is cut afterwards"),
        (
            f"first = list(takewhile(lambda {one}: {one} <= {take}, {rows}()))",
            take + 1,
            f"`takewhile` has to see row {take + 1} to know that it must stop",
        ),
        (
            f"first = [{one} for _, {one} in zip(range({take}), {rows}())]",
            take,
            f"`zip` asks the range first, and stops before it asks for row {take + 1}",
        ),
        (
            f"first = [{one} for {one}, _ in zip({rows}(), range({take}))]",
            take + 1,
            f"`zip` asks for row {take + 1} before it asks the range, which has no more numbers",
        ),
        (
            f"first = sorted({rows}())[:{take}]",
            total,
            "`sorted` needs all rows before it knows which are the first",
        ),
    ]


def waiting(rows: str, one: str, at: int, take: int) -> list[tuple[str, int, str]]:
    """Return lines that ask for no row, each with 0 and why, as `readers` does."""
    return [
        (f"waiting = {rows}()", 0, "the call makes a generator, and nothing asks it for a row"),
        (f"first = islice({rows}(), {take})", 0, "`islice` makes an iterator, and nothing asks that one for a row"),
        (
            f"found = ({one} for {one} in {rows}() if {one} >= {at})",
            0,
            "the parentheses make another generator, and nothing asks that one for a row",
        ),
        (
            f"texts = map(str, {rows}())",
            0,
            "`map` makes an iterator, and nothing asks that one for a row",
        ),
    ]


def build(random: Random) -> Variant:
    """How far the reader goes, and whether the row at which it stops lies on another page."""
    story, rows, one = random.choice(STORIES)
    size, pages = random.randint(4, 6), random.randint(6, 9)
    edge = size * random.randint(2, 3)
    take = random.choice([edge, edge, edge - 2, edge + 1])
    at = random.choice([edge, edge + 1, edge - 1, edge + 3])
    asks = random.random() < 0.85
    line, taken, reason = random.choice(
        readers(rows, one, size * pages, at, take) if asks else waiting(rows, one, at, take)
    )
    value = -(-taken // size)
    code = f"""\
def {rows}():
    for page in range({pages}):
        yield from fetch(page)

{line}"""
    reached = "row 0, so to say" if not taken else f"row {taken}"
    wrong = {
        pages: f"The generator fetches a page when a row of it is asked for, and {reason}.",
        taken: f"A page is fetched, not a row: {size} rows come with each request.",
        value + 1: f"The next page is fetched when its first row is asked for, not before; {reason}.",
        value - 1: f"The last row that is asked for is {reached}, and {reason}.",
        1: f"One request brings {size} rows only, and {reason}.",
        0: f"A generator fetches nothing when it is made, but here it is read: {reason}.",
    }
    if taken == size * pages:
        del wrong[value + 1]
        wrong[value - 1] = f"All {pages} pages are fetched: {reason}."
        needed = at if line.startswith("found") else take
        wrong[-(-needed // size)] = f"This would be enough to find the answer, but {reason}."
    if not taken:
        wrong[1] = "The body of the function, its first request too, starts with the first row that is asked for."
    proof = f"""\
from itertools import islice, takewhile
fetched = []
def fetch(page):
    fetched.append(page)
    return [page * {size} + number for number in range(1, {size} + 1)]
{code}
print(len(fetched))
"""
    return Variant(
        prompt=(
            f"`fetch(page)` sends one request and returns a list with the numbers of {size} {story}: 1 to {size} on "
            f"page 0, {size + 1} to {2 * size} on page 1, and so on. There are {pages} pages, all of them full. "
            + "".join(f"`{tool}` comes from `itertools`. " for tool in ("islice", "takewhile") if tool in line)
            + "How many requests does this program send?"
        ),
        code=code,
        answer=Number(value=value, unit="requests", wrong={n: why for n, why in wrong.items() if n not in {value, -1}}),
        why=(
            f"A generator runs only while somebody asks it for a value, and stops at each `yield`. Here {reason}. "
            f"With {size} rows a page, that is {value} of {pages} pages. Who reads decides how much is fetched; a "
            "list in between takes everything, and some readers look one row further than they give back."
        ),
        proof=proof,
    )
