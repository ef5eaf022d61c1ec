from grading import Run, check
from market import HANGS, Market, down, price

from jobfutures.runner.inside.calls import Reply


@check(requirement="limit", title="The limit is used to the full, and never exceeded")
def limit_is_used(run: Run) -> None:
    for most_open in run.random.sample(range(1, 8), 3):
        market = Market(run, *(price(run, 0.01 * run.random.randrange(1, 4)) for _ in range(14)))
        found = market.compare(most_open=most_open)
        run.same(market.most_open, most_open, f"Carriers asked at the same time with most_open = {most_open}")
        run.same(len(market.asked()), 14, "Requests to 14 carriers")
        run.same(len(found["quotes"]), 14, "Number of quotes of 14 carriers")


@check(requirement="limit", title="A place that is free is taken at once, whoever else is slow")
def places_are_reused(run: Run) -> None:
    market = Market(run, HANGS, *(price(run) for _ in range(9)))
    market.compare(most_open=2, total_s=1.2)
    run.same(
        len(market.asked()), 10, "Carriers that were asked, where the first of ten hangs and two are asked at a time"
    )


@check(requirement="limit", title="A late carrier gives its place to the next")
def late_gives_way(run: Run) -> None:
    market = Market(run, HANGS, price(run), price(run))
    found = market.compare(most_open=1, each_s=1.0)
    run.same(
        market.quoted(found),
        market.names[1:],
        "Carriers with a price, where the first hangs and one is asked at a time",
    )
    run.same(market.most_open, 1, "Carriers asked at the same time with most_open = 1")


@check(requirement="limit", title="A carrier that is down gives its place to the next")
def down_gives_way(run: Run) -> None:
    market = Market(run, *(down() for _ in range(6)), price(run))
    run.same(
        market.compare(most_open=2)["missing"],
        dict.fromkeys(market.names[:6], "failed"),
        "Missing, where six of seven are down",
    )


@check(requirement="partial", title="The time of a carrier begins when it is asked, not while it queues")
def queue_is_free(run: Run) -> None:
    market = Market(run, *(price(run, 0.6) for _ in range(3)))
    found = market.compare(most_open=1, each_s=1.6)
    run.same(found["missing"], {}, "Missing, where three carriers take less than half of each_s one after the other")


@check(requirement="partial", title="When the whole time is over, what has come in is shown")
def total_is_kept(run: Run) -> None:
    market = Market(run, *run.random.sample([price(run), HANGS, down(), HANGS, price(run), price(run)], 6))
    found = market.compare(total_s=1.0)
    kinds = {
        name: "late" if reply is HANGS else "failed" if reply.error else "" for name, reply in market.carriers.items()
    }
    run.same(market.quoted(found), [name for name, kind in kinds.items() if not kind], "Carriers with a price")
    run.same(
        found["missing"],
        {name: kind for name, kind in kinds.items() if kind},
        "Missing, where two hang and one is down",
    )


@check(requirement="partial", title="Carriers that are never reached were not asked")
def none_is_asked_in_vain(run: Run) -> None:
    market = Market(run, HANGS, *(price(run) for _ in range(4)))
    found = market.compare(most_open=1, total_s=0.3)
    run.same(
        found["missing"],
        {market.names[0]: "late"} | dict.fromkeys(market.names[1:], "not asked"),
        "Missing, where the only place hangs",
    )
    run.same(len(market.asked()), 1, "Requests to carriers")


@check(requirement="partial", title="Everybody is down, or nobody is there: an empty comparison, no error")
def empty_comparisons(run: Run) -> None:
    market = Market(run, down(), Reply(error="ConnectionResetError"), Reply(error="ConnectionRefusedError"))
    run.same(
        market.compare(),
        {"quotes": [], "missing": dict.fromkeys(market.names, "failed")},
        "Comparison where all are down",
    )
    run.same(Market(run).compare(), {"quotes": [], "missing": {}}, "Comparison of no carriers")


@check(requirement="partial", title="Prices are the carriers' own, the cheapest first")
def prices_are_right(run: Run) -> None:
    market = Market(run, *(price(run, 0.01 * run.random.randrange(4)) for _ in range(8)))
    expected = sorted(
        ({"carrier": name, "cents": reply.value} for name, reply in market.carriers.items()),
        key=lambda one: (one["cents"], one["carrier"]),
    )
    run.same(market.compare(most_open=3)["quotes"], expected, "Quotes")


@check(
    requirement="cleanup", title="When our contract is blocked, that error leaves and every open request is cancelled"
)
def blocked_contract(run: Run) -> None:
    market = Market(
        run,
        HANGS,
        HANGS,
        Reply(error="PermissionError", message="contract blocked", after_s=0.05),
        *(price(run) for _ in range(3)),
        HANGS,
    )
    run.same(market.raised(), "PermissionError", "Exception that came out when a carrier raised PermissionError")
    market.nothing_is_open("when the error came out")


@check(requirement="cleanup", title="After such an error nobody else is asked")
def nobody_else_is_asked(run: Run) -> None:
    market = Market(run, HANGS, Reply(error="PermissionError"), *(price(run) for _ in range(5)))
    run.same(
        market.raised(most_open=2), "PermissionError", "Exception that came out when a carrier raised PermissionError"
    )
    asked = len(market.asked())
    market.nothing_is_open("when the error came out")
    later = Market(run, price(run, 0.1))
    later.compare()
    strays = len(later.calls.last.upstream) - len(later.asked())
    run.expect(
        asked <= 3 and strays == 0,
        f"{asked} of 7 carriers were asked before the error came out, {strays} more after it.",
    )


@check(requirement="cleanup", title="A mistake in our own code is not put down to a carrier")
def own_mistakes(run: Run) -> None:
    for mistake in run.random.sample(["ValueError", "KeyError", "ZeroDivisionError"], 2):
        market = Market(run, price(run), Reply(error=mistake, after_s=0.03), HANGS)
        run.same(market.raised(), mistake, f"Exception that came out when fetch() raised {mistake}")
        market.nothing_is_open("when the error came out")


@check(requirement="cleanup", title="When the time is over, every open request is cancelled")
def total_cancels(run: Run) -> None:
    market = Market(run, HANGS, HANGS, HANGS, price(run))
    market.compare(total_s=0.4)
    market.nothing_is_open("when the comparison was shown")


@check(requirement="cleanup", title="When the reader closes the page, every open request is cancelled")
def reader_leaves(run: Run) -> None:
    market = Market(run, HANGS, HANGS, price(run), *(HANGS for _ in range(4)))
    run.same(market.compare_until_closed(0.4, most_open=4), None, "Comparison for a reader who has left")
    market.nothing_is_open("after the reader had left")
