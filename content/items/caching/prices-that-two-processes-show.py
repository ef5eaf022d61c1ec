"""What two processes show after a price was changed in one of them, with caches of their own or a shared one."""

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="I1",
    level="middle",
    title="What two processes show after one of them has changed a price",
    practise=("invalidate-a-cache", "cache-aside-race"),
)
THINGS = ["tea", "room", "seat", "parcel", "lesson"]
AFTER = {
    "forget": 'self.cache.pop("{thing}", None)',
    "nothing": "pass  # entries end by themselves",
    "store": 'self.cache["{thing}"] = (price, now + {life})',
}
Step = tuple[str, str, int]  # process, what it does, when


def shown(steps: list[Step], after: str, *, shared: bool, life: int, prices: tuple[int, int]) -> list[int]:
    """Return every price that is shown."""
    table, new = prices
    caches: dict[str, tuple[int, int]] = {}
    found = []
    for process, what, now in steps:
        place = "both" if shared else process
        if what == "show":
            price, until = caches.get(place, (0, 0))
            if now >= until:
                price = table
                caches[place] = (price, now + life)
            found.append(price)
        else:
            table = new
            if after == "forget":
                caches.pop(place, None)
            elif after == "store":
                caches[place] = (table, now + life)
    return found


def build(random: Random) -> Variant:
    """One change among six looks; whose cache forgets, and when entries end, decides."""
    thing, life = random.choice(THINGS), random.choice([30, 60])
    prices = random.choice([(450, 480), (900, 850), (1200, 1350), (700, 750)])
    while True:
        after, shared = random.choice([*AFTER, "forget"]), random.random() < 0.35
        times = sorted(random.sample(range(5, 2 * life + 10, 5), 6))
        change = random.randint(1, 3)
        steps: list[Step] = [
            (random.choice(["one", "two"]), "change" if number == change else "show", now)
            for number, now in enumerate([0, *times])
        ]
        key = shown(steps, after, shared=shared, life=life, prices=prices)
        others = {
            "shared": shown(steps, after, shared=not shared, life=life, prices=prices),
            "instant": [prices[number > change] for number, step in enumerate(steps) if step[1] == "show"],
            "never": shown(steps, "nothing", shared=shared, life=10_000, prices=prices),
            "kept": shown(
                steps, "nothing" if after != "nothing" else "forget", shared=shared, life=life, prices=prices
            ),
        }
        if sum(found != key for found in others.values()) >= 3 and len(set(key)) == 2:
            break
    reasons = {
        "shared": "This would be so if both processes had "
        + ("caches of their own; here they are given the same one." if shared else "one cache; here each has its own."),
        "instant": "A changed table is noticed only where there is no entry, or where the entry has ended.",
        "never": "Entries do not stay for ever: each ends some time after it was filled, and the table is read again.",
        "kept": {
            "forget": "`change` takes the entry out of the cache of its process, so it is not shown from there again.",
            "nothing": "`change` touches no cache: an old price is shown until its entry ends.",
            "store": "`change` writes the new price into the cache of its process, with a new end.",
        }[after],
    }
    wrong: dict[str, str] = {}
    for name, found in others.items():
        if found != key:
            wrong.setdefault("\n".join(map(str, found)), reasons[name])
    code = (
        f"""\
class Process:
    def __init__(self, cache):
        self.cache = cache

    def show(self, now):
        price, until = self.cache.get("{thing}", (0, 0))
        if now >= until:
            price = table["{thing}"]
            self.cache["{thing}"] = (price, now + {life})
        print(price)

    def change(self, price, now):
        table["{thing}"] = price
        {AFTER[after].format(thing=thing, life=life)}

table = {{"{thing}": {prices[0]}}}
{"shared = {}" if shared else ""}
one, two = {"Process(shared), Process(shared)" if shared else "Process({}), Process({})"}
""".replace("\n\none, two", "\none, two")
        + "\n".join(
            f"{process}.show({now})" if what == "show" else f"{process}.change({prices[1]}, {now})"
            for process, what, now in steps
        )
    )
    return Variant(
        prompt=(
            "Two processes of a web service read a price through a cache. `now` is in seconds, and `table` stands "
            "for the database, which both share. What does this program print?"
        ),
        code=code,
        answer=Output(text="\n".join(map(str, key)), wrong=wrong),
        why=(
            (
                "Both processes use one cache, so what either of them forgets or stores is so for both. "
                if shared
                else "Each process has a cache of its own, and a change touches only that of the process it runs in. "
            )
            + f"An entry ends {life} seconds after it was filled, and only a look that finds none, or one that has "
            "ended, reads the table. "
            + {
                "forget": "`change` forgets the entry, so the next look through the same cache gets the new price.",
                "nothing": "`change` leaves the caches alone, so an old price stays until its entry ends.",
                "store": "`change` stores the new price, with a new end.",
            }[after]
        ),
        proof=code,
    )
