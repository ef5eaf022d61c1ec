"""What happens while two releases share a cache, and the next one stores its values in another shape."""

from jobfutures.checks.families.authoring import Family, OneOf, Random, Variant

FAMILY = Family(
    area="I1",
    level="senior",
    title="Two releases share a cache while the stored values change",
    practise=("invalidate-a-cache", "what-is-worth-caching"),
)
NAMES = [
    ("quote", "total", "cents", "days"),
    ("booking", "price", "cents", "nights"),
    ("parcel", "fee", "cents", "kilos"),
    ("rental", "rate", "cents", "hours"),
    ("lesson", "cost", "cents", "minutes"),
]
OLD = ('{{"{sum}": it.cents, "{more}": it.{more}}}', 'value["{sum}"] / 100, value["{more}"]')
# what the next release stores, what it shows, and why it ends as it does
CHANGES = {
    "renamed": (
        '{{"{sum}_cents": it.cents, "{more}": it.{more}}}',
        'value["{sum}_cents"] / 100, value["{more}"]',
        "Each release stores the sum under its own name and asks for that name only.",
    ),
    "renamed, reads both": (
        '{{"{sum}_cents": it.cents, "{more}": it.{more}}}',
        'value.get("{sum}_cents", value.get("{sum}")) / 100, value["{more}"]',
        "The next release takes either name, but stores only the new one, which the running release does not know.",
    ),
    "renamed, stores both": (
        '{{"{sum}": it.cents, "{sum}_cents": it.cents, "{more}": it.{more}}}',
        'value["{sum}_cents"] / 100, value["{more}"]',
        "The next release stores both names, but asks only for the new one, which entries of the running release lack.",
    ),
    "renamed, stores and reads both": (
        '{{"{sum}": it.cents, "{sum}_cents": it.cents, "{more}": it.{more}}}',
        'value.get("{sum}_cents", value["{sum}"]) / 100, value["{more}"]',
        "The next release stores both names and takes either, so every entry suits both.",
    ),
    "another unit": (
        '{{"{sum}": it.cents / 100, "{more}": it.{more}}}',
        'value["{sum}"], value["{more}"]',
        "The name is the same and the unit another, so each release takes the other's number for its own.",
    ),
    "another unit, half done": (
        '{{"{sum}": it.cents // 100, "cents": it.cents % 100, "{more}": it.{more}}}',
        'value["{sum}"] + value.get("cents", 0) / 100, value["{more}"]',
        "The name is the same and the unit another; what is missing in an entry of the running release is taken as 0.",
    ),
    "added, required": (
        '{{"{sum}": it.cents, "{more}": it.{more}, "state": it.state}}',
        'value["{sum}"] / 100, value["{more}"], value["state"]',
        "The next release needs a part that entries of the running release lack; the other way round does no harm.",
    ),
    "removed": (
        '{{"{sum}": it.cents}}',
        '(value["{sum}"] / 100,)',
        "The next release leaves out a part that it does not show any more, and the running release still asks for it.",
    ),
    "a list": (
        "[it.cents, it.{more}]",
        "value[0] / 100, value[1]",
        "A list has no names, and a dictionary read from JSON has no 0: each fails with the other's entries.",
    ),
    "added, not shown": (
        '{{"{sum}": it.cents, "{more}": it.{more}, "state": it.state}}',
        'value["{sum}"] / 100, value["{more}"]',
        "Neither release needs the new part to show a value, and all others are as they were.",
    ),
}
OPTIONS = {
    "new": "Some requests that the next release answers fail; all others are right",
    "old": "Some requests that the running release answers fail; all others are right",
    "both": "Some requests of each release fail, on entries of the other one",
    "wrong": "No request fails, but some show a wrong amount",
    "none": "No request fails, and all show what they should",
}
KEYS = {
    "renamed": "both",
    "renamed, reads both": "old",
    "renamed, stores both": "new",
    "renamed, stores and reads both": "none",
    "another unit": "wrong",
    "another unit, half done": "wrong",
    "added, required": "new",
    "removed": "old",
    "a list": "both",
    "added, not shown": "none",
}
PROOF = """\
import json
from types import SimpleNamespace
it = SimpleNamespace(cents=1250, {more}=3, state="paid")
RELEASES = {{}}
{code}
failed, wrong = set(), False
def ask(name):
    global wrong
    key, store, show = RELEASES[name]
    if key not in cache:
        cache[key] = json.dumps(store(it))
    try:
        wrong |= show(json.loads(cache[key])) != show(json.loads(json.dumps(store(it))))
    except (KeyError, TypeError, IndexError):
        failed.add(name)
for order in (["running", "next"], ["next", "running"]):
    cache = {{}}
    for name in order:
        ask(name)
if failed == {{"running", "next"}}:
    print({both!r})
elif failed:
    print({new!r} if "next" in failed else {old!r})
else:
    print({wrong!r} if wrong else {none!r})
"""


def build(random: Random) -> Variant:
    """The change differs, and whether the next release asks under a key of its own."""
    thing, total, _, more = random.choice(NAMES)
    meant = random.choice(list(OPTIONS))
    change = random.choice([change for change, key in KEYS.items() if key == meant])
    own = random.random() < 0.15
    store, show, told = (part.format(thing=thing, sum=total, more=more) for part in CHANGES[change])
    old_store, old_show = (part.format(thing=thing, sum=total, more=more) for part in OLD)
    first, second = f"{thing}:17", f"{thing}:v2:17" if own else f"{thing}:17"
    key = "none" if own else KEYS[change]
    code = f"""\
# the running release: key "{first}"
def store(it):
    return {old_store}
def show(value):
    return {old_show}

# the next release: key "{second}"
def store(it):
    return {store}
def show(value):
    return {show}"""
    proven = code.replace("\n\n#", f'\nRELEASES["running"] = ({first!r}, store, show)\n\n#')
    proven += f'\nRELEASES["next"] = ({second!r}, store, show)'
    if own:
        told = "The next release asks and stores under a key of its own, so neither ever meets an entry of the other."
    beliefs = {
        "new": "That needs something the next release asks for and the running one does not store under the same key.",
        "old": "That needs something the running release asks for and the next one does not store under the same key.",
        "both": "That needs a fault in both directions: each must meet an entry of the other that it cannot read.",
        "wrong": "That needs an entry which both can read, and which each takes for something else.",
        "none": "That needs entries that both can read alike, or a key for each release.",
    }
    return Variant(
        prompt=(
            "Both releases share one cache. A request looks for the key; if nothing is there, it stores what "
            "`store` returns, as JSON; then it answers what `show` makes of the entry, read from JSON. Entries live "
            "for an hour, and a release replaces its processes within ten minutes, during which both answer. For "
            f"key 17 either release may be the first to store. The {thing} itself does not change. What happens in "
            "these minutes?"
        ),
        code=code,
        answer=OneOf(
            right=OPTIONS[key],
            wrong={text: beliefs[name] for name, text in OPTIONS.items() if name != key},
        ),
        why=(
            f"{told} Entries outlive the processes that made them and are read by both releases meanwhile, so a "
            "value in a shared cache is like a message: either both shapes are understood on both sides, or the key "
            "says which release it belongs to."
        ),
        proof=PROOF.format(thing=thing, more=more, code=proven, **OPTIONS),
    )
