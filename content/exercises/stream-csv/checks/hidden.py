import csv
import io

from grading import Run, check

NASTY = [
    'Anna "Ace" Berg', "Lund; Sons", "two\nlines", "=SUM(A1:A9)", "+49 30 1234", "-", "@home",
    " spaced ", "Zoë Ōtsuka", "comma, quote \" and\r\nreturn",
    "'quoted'", "\tTab", "0012", "",
]  # fmt: skip


def lines_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def as_cell(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def sell(run: Run, sold_at: str, *, buyer: str = "Sam", note: str = "", cents: int = 1000, event: int = 1) -> int:
    return run.db.value(
        "insert into box_office_sale (sold_at, buyer, note, price_cents, event_id) values (?, ?, ?, ?, ?) returning id",
        sold_at,
        buyer,
        note,
        cents,
        event,
    )


def expected_lines(run: Run, month: str) -> list[list[str]]:
    found = run.db.rows(
        "select s.id, s.sold_at, v.name, e.title, s.buyer, s.note, s.price_cents from box_office_sale s"
        " join box_office_event e on e.id = s.event_id"
        " join box_office_venue v on v.id = e.venue_id where s.sold_at like ? order by s.sold_at, s.id", f"{month}-%",
    )  # fmt: skip
    lines = [[str(one[0]), one[1][:19], *map(as_cell, one[2:6]), f"{one[6] // 100}.{one[6] % 100:02}"] for one in found]
    total = sum(one[6] for one in found)
    return [
        ["sale", "sold at", "venue", "event", "buyer", "note", "price"],
        *lines,
        ["total", str(len(found)), "", "", "", "", f"{total // 100}.{total % 100:02}"],
    ]


def compare(run: Run, month: str) -> None:
    answer = run.http().get(f"/exports/sales.csv?month={month}")
    run.same(answer.status, 200, f"Status of GET /exports/sales.csv?month={month}")
    found, expected = lines_of(answer.text), expected_lines(run, month)
    for number, (one, other) in enumerate(zip(found, expected, strict=False), start=1):
        run.same(one, other, f"Line {number} of {month}")
    run.same(len(found), len(expected), f"Number of lines of {month}")


@check(requirement="file", title="A month of 1,200 sales is complete and right to the last line")
def big_month_is_complete(run: Run) -> None:
    for number in run.random.sample(range(15_001, 16_200), 9):
        run.db.write(
            "update box_office_sale set buyer = ?, price_cents = ? where id = ?",
            run.random.choice(NASTY),
            run.random.randrange(99999),
            number,
        )
    compare(run, "2026-04")


@check(
    requirement="file", title="Quotes, commas, line ends, formulas and umlauts arrive as they should in a spreadsheet"
)
def cells_are_quoted(run: Run) -> None:
    for number, text in enumerate(run.random.sample(NASTY, len(NASTY))):
        sell(
            run,
            f"2026-02-{number + 1:02} 12:00:00",
            buyer=text,
            note=run.random.choice(NASTY),
            cents=run.random.randrange(1, 90000),
            event=1 + number % 4,
        )
    run.db.write("update box_office_venue set name = 'Hall \"B\", annex' where id = 2")
    run.db.write("update box_office_event set title = '=1+1' where id = 3")
    compare(run, "2026-02")


@check(requirement="file", title="Sales at the same second stand in the order of their numbers")
def order_is_kept(run: Run) -> None:
    moments = [f"2025-11-{run.random.randrange(1, 4):02} 20:00:00" for _ in range(30)]
    for moment in moments:
        sell(run, moment, buyer=f"B{run.random.randrange(1000)}")
    compare(run, "2025-11")


@check(requirement="file", title="The first and the last second of a month belong to it, its neighbours do not")
def edges_of_the_month(run: Run) -> None:
    for moment in ("2025-11-30 23:59:59", "2025-12-01 00:00:00", "2025-12-31 23:59:59", "2026-01-01 00:00:00"):
        sell(run, moment, cents=run.random.randrange(1, 5000))
    compare(run, "2025-12")


@check(requirement="file", title="A month without sales has headings and a total of zero")
def empty_month(run: Run) -> None:
    compare(run, "2024-07")


@check(requirement="file", title="The answer is still a download with type and name")
def headers_are_kept(run: Run) -> None:
    month = f"20{run.random.randrange(30, 60)}-0{run.random.randrange(1, 10)}"
    answer = run.http().get(f"/exports/sales.csv?month={month}")
    run.same(answer.headers.get("content-type"), "text/csv; charset=utf-8", "Content-Type")
    run.same(
        answer.headers.get("content-disposition"), f'attachment; filename="sales-{month}.csv"', "Content-Disposition"
    )


@check(requirement="queries", title="A thousand sales take few queries, and each sale is read once")
def few_queries(run: Run) -> None:
    run.db.write(
        "with recursive n (i) as (select 0 union all select i + 1 from n where i < 999) insert into box_office_sale"
        " (sold_at, buyer, note, price_cents, event_id)"
        " select datetime('2026-06-01', '+' || i || ' minutes'), 'B' || i, '', 700, 1 + i % 4 from n"
    )
    with run.db.counting() as counted:
        run.http().get("/exports/sales.csv?month=2026-06")
    run.budget("queries for 1,000 sales", counted.queries, 8)
    run.budget("rows read for 1,000 sales", counted.rows, 1100)


@check(requirement="queries", title="An export reads the sales of its own month only")
def reads_its_month_only(run: Run) -> None:
    for day in range(1, 6):
        sell(run, f"2026-08-{day:02} 10:00:00")
    with run.db.counting() as counted:
        run.http().get("/exports/sales.csv?month=2026-08")
    run.budget("rows read for 5 sales", counted.rows, 20)


@check(requirement="refusal", title="Every wrong month is refused with a sentence and without a query")
def wrong_months(run: Run) -> None:
    for month in run.random.sample(
        ["", "2026", "2026-13", "2026-00", "2026-5", "1999-05", "2026-05-01", "x", "2026-0a"], 5
    ):
        with run.db.counting() as counted:
            answer = run.http().get(f"/exports/sales.csv?month={month}")
        run.same(answer.status, 400, f"Status for the month {month!r}")
        run.expect(
            "is no month" in answer.text,
            f"The answer to the month {month!r} does not say what is wrong: {answer.text[:80]!r}.",
        )
        run.same(counted.queries, 0, f"Queries for the month {month!r}")
    run.same(run.http().get("/exports/sales.csv").status, 400, "Status without a month")


@check(requirement="refusal", title="Only GET exports")
def only_get(run: Run) -> None:
    run.same(run.http().post("/exports/sales.csv?month=2026-05").status, 405, "Status of POST /exports/sales.csv")
