"""How long it takes to work off a backlog, when arrivals go on and something else than the workers may be the limit."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="I2",
    level="middle",
    title="How many minutes until a backlog of jobs is gone",
    practise=("poison-messages-priorities", "what-leaves-the-request"),
)
NAMES = [
    ("mails", "the mail service"),
    ("invoices", "the tax service"),
    ("labels", "the carrier"),
    ("refunds", "the bank"),
]
PROOF = """\
# a second at a time: who is waiting, who is tried, who has to be tried again
waiting, seconds, tried = {backlog}, 0, 0
while waiting > 0:
    seconds += 1
    waiting += {arrive}
    calls_left, worker_ms = {limit}, {workers} * 1000
    while waiting > 0 and calls_left >= {calls} and worker_ms >= {ms}:
        calls_left, worker_ms, tried = calls_left - {calls}, worker_ms - {ms}, tried + 1
        if not {every} or tried % {every}:
            waiting -= 1
print(round(seconds / 60))
"""


def build(random: Random) -> Variant:
    """Workers, a limit of calls, calls for each job, and attempts that fail: which of them counts differs."""
    what, service = random.choice(NAMES)
    while True:
        workers, ms = random.choice([5, 8, 10, 20]), random.choice([200, 250, 400, 500])
        calls, limit = random.choice([1, 1, 2]), random.choice([20, 24, 30, 40, 60])
        every = random.choice([0, 0, 4, 2])
        more = random.random() < 0.5
        used = workers * (2 if more else 1)
        by_workers, by_calls = used * 1000 // ms, limit // calls
        tried = min(by_workers, by_calls)
        done = tried - (tried // every if every else 0)
        if tried % 4 or by_workers == by_calls or not 8 <= done <= 60:
            continue
        arrive = random.choice([4, 5, 6, 8, 10, 12])
        minutes = random.choice([5, 6, 8, 10, 12, 15, 20])
        backlog = (done - arrive) * 60 * minutes
        if 1_000 <= backlog <= 9_000 and backlog % 60 == 0:
            break
    retries = (
        f"Of all attempts every {'second' if every == 2 else 'fourth'} one fails; the job is put back and tried again. "
    )
    wrong: dict[int, str] = {}
    for rate, reason in (
        (
            by_workers * done // tried - arrive,
            f"The workers could do more than {service} lets them: its limit comes first.",
        ),
        (
            limit * done // tried - arrive,
            "An attempt takes more than one call, or the workers do not get as far as the limit.",
        ),
        (done, "New jobs arrive meanwhile, so only what is done beyond them shortens the backlog."),
        (tried - arrive, "An attempt that fails takes its time and leaves the job where it was."),
        (tried, "From what is tried, the failures and the new arrivals have to be taken away."),
        (arrive, "This divides by what arrives; what counts is how much more is done than arrives."),
    ):
        if rate > 0 and round(backlog / rate / 60) not in (minutes, 0):
            wrong.setdefault(round(backlog / rate / 60), reason)
    if len(wrong) < 2:
        wrong[minutes * 2] = "This would be so if half as much were done beyond what arrives."
    return Variant(
        prompt=(
            f"{backlog:,} {what} wait as jobs, and {arrive} more arrive every second. "
            + (
                f"The workers have just been doubled, from {workers} to {used}. "
                if more
                else f"There are {used} workers. "
            )
            + f"Each works on one job at a time and needs {ms} ms for an attempt, which takes "
            f"{'one call' if calls == 1 else 'two calls'} of {service}. It allows {limit} calls a second in "
            "all; workers wait when the limit is reached. "
            + (retries if every else "No attempt fails. ")
            + "After how many minutes, to the nearest one, is the backlog gone?"
        ),
        answer=Number(value=minutes, unit="minutes", wrong=wrong),
        why=(
            f"The workers could try {by_workers} jobs a second, the limit allows {by_calls}: the smaller one counts, "
            f"{tried}. "
            + (f"With the failures {done} of them get done. " if every else "")
            + f"{arrive} a second arrive, so the backlog shrinks by {done - arrive} a second: {backlog:,} / "
            f"{done - arrive} is {minutes * 60} seconds, {minutes} minutes. More workers help only as long as they "
            "are the limit."
        ),
        proof=PROOF.format(backlog=backlog, arrive=arrive, limit=limit, workers=used, calls=calls, ms=ms, every=every),
    )
