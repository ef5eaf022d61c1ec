from grading import Http, Run, check


def pieces(run: Run, box_id: int = 1) -> int:
    return run.db.value("select pieces from stock_box where id = ?", box_id)


@check(requirement="rules", title="A movement changes the box and is listed")
def movement_is_listed(run: Run) -> None:
    answer = run.http().post("/boxes/1/movements/", json_body={"change": -3})
    run.same(answer.status, 201, "Status of taking 3 of 40 pieces")
    run.same(answer.json(), {"change": -3, "pieces_after": 37}, "The answer to taking 3 of 40 pieces")
    run.same(pieces(run), 37, "Pieces in the box afterwards")
    run.same(
        run.http().get("/boxes/1/movements/").json(),
        {"movements": [{"change": -3, "pieces_after": 37}]},
        "GET /boxes/1/movements/",
    )


@check(requirement="sum", title="Two movements at the same time both count")
def both_movements_count(run: Run) -> None:
    def take(http: Http) -> Http:
        return http.start("POST", "/boxes/1/movements/", json_body={"change": -3})

    def put(http: Http) -> Http:
        return http.start("POST", "/boxes/1/movements/", json_body={"change": 10})

    for number, one, two in run.races(take, put):
        expected = 40 - 3 * (one.status == 201) + 10 * (two.status == 201)
        held = f"-3 (answered {one.status}) held before its statement {number + 1}"
        when = f"40 pieces, {held} while +10 (answered {two.status}) ran"
        run.expect(pieces(run) == expected, f"{when}: {pieces(run)} pieces, expected {expected}.")
