"""How many read replicas are needed, when each of them also has to replay all writes."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="K3",
    level="middle",
    title="How many read replicas carry the reads of a service",
    practise=("scale-up-or-out", "where-is-the-bottleneck"),
)
SHOPS = [
    ("A ticket shop", "the owner's own orders", "event pages"),
    ("A parcel service", "the sender's own parcels", "tracking pages"),
    ("A booking site", "the guest's own bookings", "search and hotel pages"),
    ("A payroll service", "the payslip just written", "reports"),
]


def replicas(reads: int, room: int, spare: int) -> int:
    """Return how many replicas carry these reads, if each has room for so many beside the writes."""
    return -(-reads // room) + spare


def build(random: Random) -> Variant:
    """Replaying takes room on each replica, some reads stay on the primary, and one replica may have to be spare."""
    while True:
        most = random.choice([1000, 2000, 4000])
        writes = random.choice([200, 300, 400, 500]) * most // 1000
        cost = random.choice([100, 100, 50])
        reads = random.choice([1500, 2000, 2400, 3000, 3600]) * most // 1000
        own = random.choice([0, 0, 200, 300]) * most // 1000
        spare = random.choice([0, 1])
        if own + writes > most * 9 // 10:
            continue
        room, full, half = (most - writes * part // 100 for part in (cost, 100, 50))
        value = replicas(reads - own, room, spare)
        naive = -(-reads // most)
        if (reads - own) % room and value - spare > naive - (own > 0) and value < 9:
            break
    shop, mine, pages = random.choice(SHOPS)
    reasons = [
        (naive + spare, "Each replica also replays all writes, and has only the rest of its strength for reads."),
        (replicas(reads - own, room, 0), "With one replica away the others could not carry all reads."),
        (
            replicas(reads - own, room, 1),
            "So many are only needed if one of them may fail; nobody asks that.",
        ),
        (replicas(reads, room, spare), f"Reads of {mine} stay on the primary and need no replica."),
        (
            -(-(reads + writes) // most) + spare,
            "Every replica replays all writes; they are not spread over the machines.",
        ),
        (replicas(reads - own, full, spare), "A replayed write costs a replica only half as much as a read."),
        (replicas(reads - own, half, spare), "A replayed write costs a replica as much as a read."),
        (value + 2, "That is more than needed: divide the reads by what a replica has left beside the writes."),
        (1, "One replica has not enough strength left beside the writes that it replays."),
    ]
    wrong: dict[int, str] = {}
    for number, reason in reasons:
        if number != value:
            wrong.setdefault(number, reason)
    rest = f", {own:,} of them of {mine}, which must be up to date and go to the primary" if own else ""
    failing = (
        "The site must carry this load also while one replica is away."
        if spare
        else "If a replica fails, being slow for a while is accepted."
    )
    costs = "as much as a read" if cost == 100 else "half as much as a read"
    return Variant(
        prompt=(
            f"{shop} has one primary database and wants read replicas. A machine does at most {most:,} reads or "
            "writes a "
            f"second. At peak there are {writes:,} writes and {reads:,} reads a second{rest}. "
            f"{'The other reads' if own else 'Reads'} "
            f"({pages}) go to the replicas only, evenly spread. A replica replays every write, which costs it "
            f"{costs}. {failing} "
            "How many replicas are needed at least?"
        ),
        answer=Number(value=value, unit="replicas", wrong=wrong),
        why=(
            f"Writes are not divided: each replica replays all {writes:,}, which leaves it {room:,} reads a second. "
            f"{reads - own:,} reads divided by {room:,}, rounded up, make {value - spare} replicas"
            + (", and one more that may be away. " if spare else ". ")
            + "More machines spread reads only; the more is written, the less each new one brings."
        ),
        proof=f"""\
def carries(number):
    # one second of the peak, in half statements: each machine replays, then reads are given out in turn
    left = [2 * {most} - {writes} * {cost // 50}] * number
    for read in range({reads - own}):
        left[read % number] -= 2
    return min(left) >= 0
assert {own} + {writes} <= {most}
number = 1 + {spare}
while not carries(number - {spare}):
    number += 1
print(number)
""",
    )
