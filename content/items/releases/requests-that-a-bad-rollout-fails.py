"""How many requests a bad release fails before the rollout is taken back."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="K2",
    level="middle",
    title="How many requests a bad release fails before it is taken back",
    practise=("flag-canary-blue-green", "make-rollback-boring"),
)
PARTS = [("pays", "payment"), ("searches", "search"), ("books a seat", "booking"), ("asks for a label", "label")]


def build(random: Random) -> Variant:
    """What the health check asks and what the rule looks at decide; the batches only say how fast it spreads."""
    while True:
        servers, batch = random.choice([(10, 1), (10, 2), (8, 2), (12, 3), (20, 5)])
        every, one_in, limit = random.choice([1, 2, 3]), random.choice([2, 4, 5]), random.choice([5, 10, 12, 15])
        checked, scope = random.random() < 0.25, random.choice(["site", "site", "new"])
        rate = random.choice([20, 40]) * servers
        if 100 / one_in <= limit + 2:
            continue
        shares = [min(servers, batch * (minute // every + 1)) / servers / one_in for minute in range(60)]
        if any(abs(share * 100 - limit) < 0.5 for share in shares):
            continue
        slow = next(m for m in range(60) if shares[m] * 100 > limit)
        last = slow if scope == "site" else 0
        if last < 6 and slow < 8:
            break
    per_minute = [round(rate * share) for share in shares]
    spread, at_once, by_site = sum(per_minute[: last + 1]), per_minute[0], sum(per_minute[: slow + 1])
    value = 0 if checked else spread
    verb, noun = random.choice(PARTS)
    asks = f"makes a {noun} with test data" if checked else "asks whether the process answers and the database is there"
    looks = "of all requests of the site" if scope == "site" else "of the requests that reached new servers"
    wrong = {
        0: f"The health check asks nothing that fails, so the new servers get traffic, and every {noun} there fails.",
        at_once: (
            "The health check finds the fault in the first new servers, so they get no traffic."
            if checked
            else "These are those of the first minute. The rule does not act yet: it sees too small a share."
        ),
        by_site: (
            "A rule for the whole site would let so many fail if new servers got traffic; the health check keeps it "
            "away."
            if checked
            else "So many would fail if the rule looked at the whole site, where old servers dilute the share."
        ),
        rate * (last + 1): (
            f"That is all traffic. Only one request in {one_in} {verb}, and only part of the servers would be new."
        ),
        round(rate / one_in) * (last + 1): (
            "All servers would have to be new for that, and the health check keeps traffic from each new one."
            if checked
            else f"That takes all servers as new from the start; in the first minute only {batch} of {servers} "
            f"{'are' if batch > 1 else 'is'}."
        ),
        rate: "This is the traffic of a whole minute; most of it is served by old servers or does something else.",
    }
    return Variant(
        prompt=(
            f"A site of {servers} servers gets {rate} requests a minute, evenly spread. A release replaces {batch} "
            f"server{'s' if batch > 1 else ''} at minute 0 and {batch} more every "
            f"{f'{every} minutes' if every > 1 else 'minute'}. A new server gets traffic only when its health check "
            "is green, which "
            f"takes no time; the rollout waits for it. The check {asks}. In the new release every request that {verb} "
            f"fails, one in {one_in}. At the end of each minute a rule looks at it: if more than {limit} % {looks} "
            "failed in that "
            "minute, all new servers are taken out at once. How many requests of users fail?"
        ),
        answer=Number(value=value, unit="requests", wrong={n: why for n, why in wrong.items() if n != value}),
        why=(
            "The health check makes the very call that fails, so no new server gets traffic and no user is hit: "
            f"{value}."
            if checked
            else f"The rule looks at {'the whole site' if scope == 'site' else 'the new servers alone'}, so it acts "
            "after "
            f"minute {last + 1}. Failed requests, minute by minute: {', '.join(map(str, per_minute[: last + 1]))}; "
            f"together {value}. {'Old servers dilute what it sees' if scope == 'site' else 'Nothing dilutes it'}"
            "; and a health check that asks only for process and database lets every new server in."
        ),
        proof=f"""\
SERVERS, BATCH, EVERY, RATE, ONE_IN, LIMIT = {servers}, {batch}, {every}, {rate}, {one_in}, {limit}
def works(new, kind):
    return not (new and kind == {noun!r})
def healthy(new):
    return works(new, {noun!r} if {checked} else "ping")
new, failed, minute = 0, 0, 0
while minute < 60:
    if minute % EVERY == 0 and new < SERVERS and healthy(True):
        new += BATCH
    bad, seen = 0, 0
    for request in range(RATE):
        server, turn = request % SERVERS, request // SERVERS
        ok = works(server < new, {noun!r} if turn % ONE_IN == 0 else "other")
        bad += not ok
        seen += {scope == "site"} or server < new
    failed += bad
    minute += 1
    if bad * 100 > LIMIT * seen:
        break
print(failed)
""",
    )
