"""Which is the least change that keeps short jobs from waiting too long behind long ones."""

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="I2",
    level="senior",
    title="The least change that keeps short jobs from waiting behind long ones",
    practise=("poison-messages-priorities",),
)
KINDS = [
    ("mails", "exports"),
    ("receipts", "reports"),
    ("labels", "imports"),
    ("alerts", "backups"),
    ("codes", "videos"),
]
PROOF = """\
from heapq import heapify, heappop, heappush
WORKERS, BURST, LONG, LONG_S, PIECE_S, MOST_S = {workers}, {burst}, {count}, {long_s}, {piece_s}, {most_s}

def longest_wait(short_first, own, piece_s):
    # all long jobs were there a moment before the burst
    long = [LONG_S] * LONG
    short = BURST
    free = [(0, worker) for worker in range(WORKERS)]
    worst, began = 0, True
    while short:
        at, worker = heappop(free)
        only_short = own and worker == 0
        takes_long = long and not only_short and (at == 0 or not short_first)
        if takes_long:
            left = long.pop(0)
            piece = min(piece_s, left)
            if left > piece:
                long.append(left - piece)
            heappush(free, (at + piece, worker))
        elif own and not only_short:
            pass  # it waits for long jobs only
        else:
            short -= 1
            worst = max(worst, at)
            heappush(free, (at + 1, worker))
    return worst

CHANGES = {{
    {options[0]!r}: longest_wait(False, False, LONG_S),
    {options[1]!r}: longest_wait(True, False, LONG_S),
    {options[2]!r}: longest_wait(True, True, LONG_S),
    {options[3]!r}: longest_wait(True, False, PIECE_S),
}}
print(next(text for text, worst in CHANGES.items() if worst <= MOST_S))
"""


def waits(workers: int, burst: int, count: int, long_s: int, piece_s: int) -> list[int]:
    """Return the longest wait of a short job of one second, in seconds, under each of the four ways."""
    rounds = -(-count // workers)
    busy = min(count, workers)
    if busy == workers:
        last = count - (rounds - 1) * workers  # workers that have a long job in the last round
        ends = [rounds * long_s if worker < last else (rounds - 1) * long_s for worker in range(workers)]
        in_order, first, pieces = spread(ends, burst), long_s, piece_s
        return [
            in_order,
            spread([first] * workers, burst),
            burst - 1,
            spread([pieces] * workers, burst),
        ]
    idle = [long_s] * busy + [0] * (workers - busy)
    cut = [piece_s] * busy + [0] * (workers - busy)
    return [spread(idle, burst), spread(idle, burst), burst - 1, spread(cut, burst)]


def spread(free: list[int], burst: int) -> int:
    """Return when the last of so many jobs of one second begins, on workers that are free from then on."""
    times = sorted(free)
    last = 0
    for _ in range(burst):
        last = times[0]
        times = sorted([times[0] + 1, *times[1:]])
    return last


def build(random: Random) -> Variant:
    """How long the long jobs are, how many there are and how large the burst is decide, not a rule."""
    short, long = random.choice(KINDS)
    aim = random.randrange(4)
    while True:
        workers, count = random.choice([4, 5, 6]), random.choice([2, 3, 8, 12, 20])
        long_s, piece_s = random.choice([20, 40, 120, 300, 600]), random.choice([5, 10])
        burst, most_s = random.choice([10, 20, 40, 60, 120, 200]), random.choice([15, 30, 45, 60, 90])
        found = waits(workers, burst, count, long_s, piece_s)
        fits = [wait + 3 <= most_s for wait in found]
        clear = all(abs(wait - most_s) >= 3 for wait in found)
        if clear and any(fits) and fits.index(True) == aim and piece_s < long_s:
            break
    options = [
        f"All {workers} workers, jobs in the order of their arrival",
        f"All {workers} workers, waiting {short} before waiting {long}",
        f"One worker for {short} only, the other {workers - 1} for {long} only",
        f"All {workers} workers, {long} cut into pieces of {piece_s} s, {short} first",
    ]
    reasons = [
        f"{short.capitalize()} stand behind the {long} that came before; the last one begins after about {found[0]} s.",
        f"What has begun is not interrupted: with {long} of {long_s} s the last one begins after about {found[1]} s.",
        f"One worker does the {burst} {short} alone, one a second, so the last one begins after {burst - 1} s.",
        f"It would do, with at most {found[3]} s, but a smaller change does too.",
    ]
    if count < workers:
        few = (
            f"{count} workers are busy with {long} for {long_s} s and leave the {burst} {short} to the others meanwhile"
        )
        reasons[:2] = [f"{few}: the last one begins after about {found[number]} s." for number in (0, 1)]
    for number in range(4):
        if number > aim and fits[number]:
            reasons[number] = f"It would do, with a wait of about {found[number]} s, but a smaller change does too."
    if not fits[3]:
        reasons[3] = f"A piece that has begun is ended first, and the last one begins after about {found[3]} s."
    return Variant(
        prompt=(
            f"{workers} workers run two kinds of jobs. {count} {long} of {long_s} s each are put into the empty "
            f"queue; just after idle workers have begun with them, {burst} {short} of 1 s each arrive at once. No "
            f"{short[:-1]} may begin later than {most_s} s after that. A job that has begun is not interrupted; a "
            "piece counts as a job. The four ways below cost more from one to the next, in this order: order of "
            "arrival, order by kind, a worker of its own, pieces. Which is the cheapest that keeps the limit?"
        ),
        answer=OneOf(
            right=options[aim],
            wrong={option: reasons[number] for number, option in enumerate(options) if number != aim},
        ),
        why=(
            f"The last of the {short} begins after about {found[0]} s in the order of arrival, {found[1]} s with "
            f"{short} first, {found[2]} s with one worker for them, and {found[3]} s with pieces. {most_s} s are "
            "allowed. Priority decides what is taken next and interrupts nothing; a worker of its own is quick to "
            "begin, and slow when many come at once; pieces bound how long all workers are busy."
        ),
        proof=PROOF.format(
            workers=workers, burst=burst, count=count, long_s=long_s, piece_s=piece_s, most_s=most_s, options=options
        ),
    )
