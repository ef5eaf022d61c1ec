"""Which latency is a percentile of all requests, when each server reports its own."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="J5",
    level="junior",
    title="A percentile of the requests of several servers",
    practise=("percentile-or-mean-latency",),
)
SERVERS = ["A", "B", "C"]
PROOF = """\
times = sorted(ms for counts in {counts!r} for ms, number in counts.items() for _ in range(number))
print(times[-(-{share} * len(times) // 100) - 1])
"""


def percentile(counts: dict[int, int], share: int) -> int:
    """Return the smallest time within which at least so many of a hundred requests were answered."""
    total, done = sum(counts.values()), 0
    for ms in sorted(counts):
        done += counts[ms]
        if 100 * done >= share * total:
            return ms
    raise ValueError(share)


def merged(servers: list[dict[int, int]]) -> dict[int, int]:
    found: dict[int, int] = {}
    for counts in servers:
        for ms, number in counts.items():
            found[ms] = found.get(ms, 0) + number
    return found


def build(random: Random) -> Variant:
    """How many requests each server answered, and how slow its slow ones are, decide."""
    while True:
        share = random.choice([50, 90, 95, 95, 99, 99])
        speeds = sorted(random.sample([20, 40, 80, 150, 300, 600, 1200, 2500], 4))
        servers = []
        for _ in SERVERS:
            total = random.choice([1000, 2000, 4000, 8000])
            slow, slower = random.choice([10, 20, 50, 100, 200]), random.choice([5, 10, 20, 50])
            picked = sorted(random.sample(speeds, 3))
            servers.append({picked[0]: total - slow - slower, picked[1]: slow, picked[2]: slower})
        every = merged(servers)
        key = percentile(every, share)
        alone = [percentile(counts, share) for counts in servers]
        total = sum(every.values())
        mean = round(sum(ms * number for ms, number in every.items()) / total)
        averaged = round(sum(alone) / 3)
        margin = min(abs(100 * sum(n for ms, n in every.items() if ms <= one) - share * total) for one in every)
        if len({key, averaged, mean, max(alone)}) >= 3 and margin >= total // 5:
            break
    wrong = {
        mean: "This is the mean of all requests; it does not say within which time a share of them was answered.",
        max(every): "This is the slowest of all; a percentile asks for the time within which a share was answered.",
        max(alone): "This is the largest of the three values; a server with few requests may hardly count in the sum.",
        min(alone): "This is the smallest of the three values; the slow requests of the other servers count as well.",
        averaged: (
            "This is the average of the three values. Percentiles cannot be averaged; the requests have to be added."
        ),
    }
    table = "\n".join(
        f"server {name}: " + ", ".join(f"{number:>5} in {ms:>4} ms" for ms, number in counts.items())
        for name, counts in zip(SERVERS, servers, strict=True)
    )
    slower_than = sum(number for ms, number in every.items() if ms > key)
    return Variant(
        prompt=(
            f"Three servers answered the requests of one hour; the table shows how many took how long. Let p{share} "
            f"be the smallest time within which at least {share} of 100 requests were answered. What is p{share} of "
            "all requests together?"
        ),
        code=table,
        language="text",
        answer=Number(value=key, unit="ms", wrong={n: why for n, why in wrong.items() if n != key}),
        why=(
            f"Together there are {total:,} requests, so {share} % are {share * total / 100:,.0f}. Within {key} ms "
            f"{total - slower_than:,} were answered, and no smaller time reaches that share. The p{share} of the "
            f"servers alone are {', '.join(map(str, alone))} ms; a mean of them is {averaged} and says nothing, as "
            "it forgets how many requests each server had."
        ),
        proof=PROOF.format(counts=servers, share=share),
    )
