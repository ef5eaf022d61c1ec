"""How many requests are lost while one instance is shut down."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="K1",
    level="senior",
    title="How many requests are lost while an instance is shut down",
    practise=("health-check-tests-what",),
)
SERVICES = ["the checkout", "the booking service", "the label printer", "the report service", "the search"]
PROOF = """\
TAKES, ROUTED, SLEEP, GRACE = {takes}, {routed}, {sleep}, {grace}
lost = 0
for number in range(-200, 200):
    came = number + 0.5  # seconds after SIGTERM
    if came > ROUTED:
        continue  # goes to another instance
    if came > min(SLEEP, GRACE):
        lost += 1  # nobody listens any more
    elif came + TAKES > GRACE and came <= GRACE:
        lost += 1  # killed while it was worked on
print(lost)
"""


def losses(takes: int, routed: int, sleep: int, grace: int) -> tuple[int, int]:
    """Return how many requests are refused, and how many are cut off."""
    closed = min(sleep, grace)
    refused = max(0, routed - closed)
    return refused, max(0, min(closed, routed) - (grace - takes))


def build(random: Random) -> Variant:
    """Whether the instance waits for the router, and whether the grace period covers it all, decide."""
    kind = random.choice(["refused", "killed", "both", "none", "any"])
    while True:
        takes, routed = random.choice([2, 4, 8, 12, 20, 25]), random.choice([3, 5, 8, 10])
        sleep, grace = random.choice([0, 0, 3, 5, 10, 15]), random.choice([10, 15, 20, 30])
        refused, killed = losses(takes, routed, sleep, grace)
        key = refused + killed
        fits = {
            "refused": refused and not killed,
            "killed": killed and not refused,
            "both": refused and killed,
            "none": not key,
            "any": True,
        }
        wrong: dict[int, str] = {}
        for number, reason in (
            (0, "Some come when nobody listens any more, or are not finished when the instance is killed."),
            (refused, "Requests that were accepted, and are not finished when the grace period ends, are cut off."),
            (killed, "Requests that the router sends when nobody listens any more are refused."),
            (max(0, takes - grace), "The grace period runs from SIGTERM on, also while requests are still accepted."),
            (
                routed,
                "Those that come while the router still sends are answered, if they are accepted and finished in time.",
            ),
            (takes, "What is being worked on at SIGTERM may be finished, as long as the grace period lasts."),
            (routed + takes, "Not all that is under way is lost: what is accepted and finished in time is answered."),
        ):
            if number != key:
                wrong.setdefault(number, reason)
        if fits[kind] and len(wrong) >= 3 and not (sleep > grace):
            break
    last = grace - takes
    when = f"{-last} s before SIGTERM or later" if last < 0 else f"after second {last}"
    cut = (
        f"What it accepted {when} is not finished at second {grace}: {killed} {'is' if killed == 1 else 'are'} cut off."
        if killed
        else f"What it accepted is finished before second {grace}, so none is cut off."
    )
    return Variant(
        prompt=(
            f"One instance of {random.choice(SERVICES)} gets one request a second, half a second after each full "
            f"one; each takes {takes} s, and many run at the same time. At second 0 it gets SIGTERM. The router goes "
            f"on sending it requests until second {routed} and then sends them elsewhere. "
            + (
                f"On SIGTERM the instance goes on as before for {sleep} s. Then it stops listening, "
                if sleep
                else "On SIGTERM the instance stops listening at once, "
            )
            + "finishes what it has accepted, and exits. Whoever comes to it when it does not listen is refused, and "
            f"nobody tries again. If it is still there at second {grace}, it is killed. How many requests get no "
            "answer?"
        ),
        answer=Number(value=key, unit="requests", wrong=wrong),
        why=(
            f"It listens until second {min(sleep, grace)}, and the router sends until second {routed}: "
            f"{refused or 'none'} {'is' if refused < 2 else 'are'} refused. {cut} So an instance goes on listening for "
            "as long as the router needs, and the grace period, which begins at SIGTERM, has to cover this time and "
            "the longest request."
        ),
        proof=PROOF.format(takes=takes, routed=routed, sleep=sleep, grace=grace),
    )
