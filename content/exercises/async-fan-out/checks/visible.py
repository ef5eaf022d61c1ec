from grading import Run, check
from market import HANGS, Market, down, price


@check(requirement="limit", title="Twelve carriers are asked four at a time")
def four_at_a_time(run: Run) -> None:
    market = Market(run, *(price(run, 0.02) for _ in range(12)))
    found = market.compare(most_open=4)
    run.same(len(found["quotes"]), 12, "Number of quotes of twelve carriers")
    run.same(market.most_open, 4, "Carriers asked at the same time with most_open = 4")


@check(requirement="partial", title="A carrier that hangs is late, the others have their price")
def one_hangs(run: Run) -> None:
    market = Market(run, price(run), HANGS, price(run))
    found = market.compare(each_s=1.0)
    run.same(found["missing"], {market.names[1]: "late"}, "Missing, with one of three carriers that hangs")
    run.same(len(found["quotes"]), 2, "Number of quotes")


@check(requirement="partial", title="A carrier that is down has failed, the others have their price")
def one_is_down(run: Run) -> None:
    market = Market(run, down(), price(run), price(run))
    found = market.compare()
    run.same(found["missing"], {market.names[0]: "failed"}, "Missing, with one of three carriers that is down")


@check(requirement="cleanup", title="A late carrier is no longer waited for")
def late_is_cancelled(run: Run) -> None:
    market = Market(run, HANGS, HANGS)
    market.compare(each_s=0.3)
    market.nothing_is_open("when the comparison was shown")
