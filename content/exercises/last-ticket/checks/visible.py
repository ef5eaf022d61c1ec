from grading import Http, Run, check


def add_show(run: Run, seats: int, *, taken: int = 0, on_sale: bool = True) -> int:
    """Add a show with so many seats, some of them taken; return its id. Labels and ids differ with every run."""
    show = run.random.randrange(100, 9999)
    while run.db.value("select id from show where id = ?", show):
        show += 1
    run.db.write("insert into show (id, title, on_sale) values (?, ?, ?)", show, f"Show {show}", on_sale)
    for number in range(seats):
        run.db.write(
            "insert into seat (show_id, label) values (?, ?)", show, f"{run.random.choice('ABCDEF')}{number + 1}"
        )
    if taken:
        run.db.write("insert into booking (show_id, email) values (?, 'early@example.org')", show)
        early = run.db.value("select max(id) from booking")
        run.db.write(
            "update seat set booking_id = ? where id in (select id from seat where show_id = ? order by id limit ?)",
            early,
            show,
            taken,
        )
    return show


def asking(show: int, seats: int = 1, email: str = "buyer@example.org"):
    """Return what starts a request for so many seats."""

    def start(http: Http) -> Http:
        return http.start("POST", f"/shows/{show}/bookings", json_body={"email": email, "seats": seats})

    return start


@check(requirement="rules", title="A booking gets the first free seats")
def booking_gets_seats(run: Run) -> None:
    show = add_show(run, 5, taken=2)
    labels = [row[0] for row in run.db.rows("select label from seat where show_id = ? order by id", show)]
    answer = asking(show, 2, "ada@example.org")(run.http()).wait()
    run.same(answer.status, 201, "Status of booking 2 of 3 free seats")
    run.same(
        (answer.json()["seats"], answer.json()["email"]),
        (labels[2:4], "ada@example.org"),
        "Seats and e-mail address in the answer",
    )


@check(requirement="once", title="The last seat is sold to one of two buyers")
def last_seat_goes_once(run: Run) -> None:
    shows: list[int] = []

    def arrange() -> None:
        shows.append(add_show(run, 3, taken=2))

    def buy(http: Http) -> Http:
        return asking(shows[-1])(http)

    for number, one, two in run.races(buy, buy, arrange=arrange):
        sold = (one.status == 201) + (two.status == 201)
        when = f"One seat left, one buyer held before statement {number + 1} while the other buys"
        run.expect(sold == 1, f"{when}: answered {one.status} and {two.status}.")
