from grading import Run, check
from traffic import Clientele


@check(requirement="shared", title="What one worker let pass, the other one knows")
def workers_share(run: Run) -> None:
    for limit in run.random.sample(range(1, 8), 3):
        client = Clientele(run, per_minute=limit)
        first = run.random.randrange(2)
        run.same(
            client.statuses(list(range(limit)), worker=first),
            [200] * limit,
            f"Status of {limit} requests on worker {first} with {limit} a minute",
        )
        run.same(client.ask(500, worker=1 - first).status, 429, f"Status of one more on worker {1 - first}")
        run.same(client.ask(61_000, worker=1 - first).status, 200, f"Status of one 61 s later on worker {1 - first}")


@check(requirement="shared", title="However requests are spread over the workers, the limit holds")
def any_spread(run: Run) -> None:
    for _ in range(3):
        limit = run.random.randrange(3, 12)
        client = Clientele(run, per_minute=limit)
        found = [client.ask(10 * number, worker=run.random.randrange(2)).status for number in range(limit + 6)]
        run.same(
            found, [200] * limit + [429] * 6, f"Status of {limit + 6} requests on random workers with {limit} a minute"
        )


@check(requirement="shared", title="Clients do not take each other's places, and each has its own limit")
def clients_stay_apart(run: Run) -> None:
    small, large = Clientele(run, per_minute=2), Clientele(run, per_minute=6)
    large.now_ms = small.now_ms
    found = {small: [], large: []}
    for number in range(9):
        for client in run.random.sample([small, large], 2):
            found[client].append(client.ask(number, worker=run.random.randrange(2)).status)
    run.same(found[small], [200] * 2 + [429] * 7, "Status of nine requests of the client with two a minute")
    run.same(found[large], [200] * 6 + [429] * 3, "Status of nine requests of the client with six a minute")


@check(requirement="shared", title="A limit that is raised counts at once, on both workers")
def limit_is_raised(run: Run) -> None:
    client = Clientele(run, per_minute=1)
    run.same(client.ask(0, worker=run.random.randrange(2)).status, 200, "Status of the first request with one a minute")
    run.db.write("update client set per_minute = 3 where key = ?", client.key)
    found = [client.ask(2 + number, worker=number % 2).status for number in range(3)]
    run.same(found, [200, 200, 429], "Status of three more after the limit was raised to three")


@check(requirement="shared", title="A key that nobody has is refused with 401")
def unknown_key(run: Run) -> None:
    for worker in (0, 1):
        run.same(
            run.http(worker).get("/tides/Hull", headers={"X-API-Key": f"x{run.random.random()}"}).status,
            401,
            "Status with an unknown key",
        )


@check(requirement="race", title="Two places for two requests at once: both pass")
def room_for_both(run: Run) -> None:
    clients: list[Clientele] = []
    for order, one, two in run.races(
        lambda http: clients[-1].start(http, 10),
        lambda http: clients[-1].start(http, 10),
        arrange=lambda: clients.append(Clientele(run, per_minute=2)),
    ):
        run.same(
            [one.status, two.status],
            [200, 200],
            f"Status of two requests at once with two a minute, the first stopped before its statement {order + 1}",
        )
        run.same(clients[-1].ask(20).status, 429, "Status of a third one")


@check(requirement="race", title="Two requests at once, when one place has just become free")
def place_becomes_free(run: Run) -> None:
    clients: list[Clientele] = []

    def arrange() -> None:
        clients.append(Clientele(run, per_minute=3))
        clients[-1].passes([0, 30_000, 40_000], "Status of three requests with three a minute")

    for order, one, two in run.races(
        lambda http: clients[-1].start(http, 60_000), lambda http: clients[-1].start(http, 60_001), arrange=arrange
    ):
        run.same(
            sorted([one.status, two.status]),
            [200, 429],
            f"Status of two requests at once for one free place, the first stopped before its statement {order + 1}",
        )


@check(requirement="race", title="Two clients at once do not hinder each other")
def two_clients_at_once(run: Run) -> None:
    pairs: list[tuple[Clientele, Clientele]] = []
    for order, one, two in run.races(
        lambda http: pairs[-1][0].start(http, 0),
        lambda http: pairs[-1][1].start(http, 0),
        arrange=lambda: pairs.append((Clientele(run, 1), Clientele(run, 1))),
    ):
        run.same(
            [one.status, two.status],
            [200, 200],
            f"Status of two clients at once, the first stopped before its statement {order + 1}",
        )


@check(requirement="edges", title="The window slides: no burst around the full minute")
def no_burst_at_the_minute(run: Run) -> None:
    client = Clientele(run, per_minute=4)
    client.now_ms -= client.now_ms % 60_000
    client.passes(
        [59_000, 59_200, 59_400, 59_600], "Status of four requests in the last second of a minute, with four a minute"
    )
    run.same(
        client.statuses([60_000, 60_400, 61_000]),
        [429] * 3,
        "Status of three requests in the first second of the next minute",
    )
    client.passes([119_000], "Status of a request 60 s after the first")


@check(requirement="edges", title="One millisecond before the minute is over is too early")
def to_the_millisecond(run: Run) -> None:
    client = Clientele(run, per_minute=3)
    first = run.random.randrange(5000)
    client.passes([first, first + 7000, first + 9000], "Status of three requests with three a minute")
    client.is_refused(first + 59_999, 1, "a request 59.999 s after the first")
    client.passes([first + 60_000], "Status of a request 60.000 s after the first")
    client.is_refused(first + 60_001, 7, "the next one, while the second is 53.001 s old")
    client.passes([first + 67_000], "Status of a request 60.000 s after the second")


@check(requirement="edges", title="Retry-After is the number of seconds after which a request passes")
def retry_after_is_true(run: Run) -> None:
    for _ in range(5):
        limit = run.random.randrange(1, 5)
        client = Clientele(run, per_minute=limit)
        moments = sorted(run.random.sample(range(50_000), limit))
        client.passes(moments, f"Status of {limit} requests with {limit} a minute")
        later = run.random.randrange(50_000, 59_999)
        wait_s = -((later - 60_000 - moments[0]) // 1000)
        client.is_refused(later, wait_s, f"a request {later - moments[0]} ms after the first")
        client.passes([later + 1000 * wait_s], "Status of a request after the seconds of Retry-After")


@check(requirement="edges", title="Refused requests do not count")
def refusals_do_not_count(run: Run) -> None:
    client = Clientele(run, per_minute=2)
    client.passes([0, 1], "Status of two requests with two a minute")
    run.same(
        client.statuses([5000 * number for number in range(1, 12)]),
        [429] * 11,
        "Status of eleven requests during that minute",
    )
    client.passes([60_000, 60_001], "Status of two requests a minute later")


@check(requirement="edges", title="A steady client within its limit is never refused")
def steady_client(run: Run) -> None:
    client = Clientele(run, per_minute=5)
    client.passes([12_000 * number for number in range(18)], "Status of a request every 12 s with five a minute")


@check(requirement="bounded", title="What is older than a minute is not kept for ever")
def table_does_not_grow(run: Run) -> None:
    client = Clientele(run, per_minute=3)
    client.passes([30_000 * number for number in range(60)], "Status of a request every 30 s for half an hour")
    run.budget(
        "rows in hit for one client with three a minute",
        run.db.value("select count(*) from hit where client_key = ?", client.key),
        8,
    )


@check(requirement="bounded", title="A request costs a handful of statements, passed or refused")
def few_statements(run: Run) -> None:
    client = Clientele(run, per_minute=40)
    client.passes(list(range(39)), "Status of 39 requests with 40 a minute")
    for what, moment in (("passes", 100), ("is refused", 101)):
        with run.db.counting() as counted:
            client.ask(moment)
        run.budget(f"queries for a request that {what}", counted.queries, 6)
