from grading import Run, check
from traffic import Clientele


@check(requirement="shared", title="Five of ten requests pass, whichever worker they reach")
def five_of_ten(run: Run) -> None:
    client = Clientele(run, per_minute=5)
    found = [client.ask(100 * number, worker=number % 2).status for number in range(10)]
    run.same(
        found,
        [200] * 5 + [429] * 5,
        "Status of ten requests within a second, on two workers in turn, with five a minute",
    )


@check(requirement="edges", title="After a minute the client may ask again")
def after_a_minute(run: Run) -> None:
    client = Clientele(run, per_minute=2)
    client.passes([0, 1000], "Status of two requests with two a minute")
    client.is_refused(15_000, 45, "a third one 15 s after the first")
    client.passes([60_000], "Status of a request 60 s after the first")


@check(requirement="race", title="Two requests at once do not share the last place")
def last_place(run: Run) -> None:
    clients: list[Clientele] = []
    for order, one, two in run.races(
        lambda http: clients[-1].start(http, 10),
        lambda http: clients[-1].start(http, 10),
        arrange=lambda: clients.append(Clientele(run, per_minute=1)),
    ):
        run.same(
            sorted([one.status, two.status]),
            [200, 429],
            f"Status of two requests at once with one a minute, the first stopped before its statement {order + 1}",
        )
