import csv
import io
import socket
import time

from grading import Run, check

MAY = 15_000  # sales in May 2026
PATIENCE_S = 18.0  # a busy machine must not decide


def wait_for_bytes(channel: socket.socket, number: int, longest_s: float) -> None:
    """Wait until so many bytes of the answer have come, and leave them where they are."""
    deadline = time.monotonic() + longest_s
    channel.settimeout(longest_s)
    while len(channel.recv(number, socket.MSG_PEEK)) < number and time.monotonic() < deadline:
        time.sleep(0.002)


@check(requirement="memory", title="The first lines leave before the whole month was read")
def first_lines_leave_early(run: Run) -> None:
    http = run.http()
    http.answer_s = PATIENCE_S
    with run.db.counting() as counted:
        http.start("GET", "/exports/sales.csv?month=2026-05")
        wait_for_bytes(http.channel, 600, PATIENCE_S)
    answer = http.wait()
    http.answer_s = run.answer_s
    run.expect(counted.rows < MAY, f"All {MAY:,} sales of May had been read before the first sale left.")
    run.expect(
        answer.text.count("\n") > MAY,
        f"The export of May holds fewer lines than sales: {answer.text.count(chr(10)):,} of {MAY:,}.",
    )


@check(
    requirement="file", title="An export has its headings, one line for each sale and a last line with number and sum"
)
def a_small_month(run: Run) -> None:
    run.db.write(
        "insert into box_office_sale (sold_at, buyer, note, price_cents, event_id)"
        " values ('2026-03-09 10:00:00', 'Ida', 'two, please', 1850, 1), ('2026-03-02 09:30:00', 'Noor', '', 905, 2)"
    )
    answer = run.http().get("/exports/sales.csv?month=2026-03")
    run.same(answer.status, 200, "Status of GET /exports/sales.csv?month=2026-03")
    lines = list(csv.reader(io.StringIO(answer.text, newline="")))
    run.same(lines[0], ["sale", "sold at", "venue", "event", "buyer", "note", "price"], "First line")
    run.same([line[1:] for line in lines[1:-1]], [
        ["2026-03-02 09:30:00", "Quay Stage", "Jazz, late", "Noor", "", "9.05"],
        ["2026-03-09 10:00:00", "Mill Hall", "Choir night", "Ida", "two, please", "18.50"],
    ], "Lines of the two sales in March")  # fmt: skip
    run.same(lines[-1], ["total", "2", "", "", "", "", "27.55"], "Last line")


@check(requirement="refusal", title="A text that is no month is refused with 400")
def no_month(run: Run) -> None:
    run.same(run.http().get("/exports/sales.csv?month=may").status, 400, "Status of GET /exports/sales.csv?month=may")
