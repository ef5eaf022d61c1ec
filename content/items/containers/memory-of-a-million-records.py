"""Ways to hold many records, in order of the memory they keep: what is an object, what is shared, what is held."""

from jobfutures.checks.families.authoring import Family, Order, Random, Variant

FAMILY = Family(
    area="A2",
    level="senior",
    title="Which way of holding a million records keeps how much memory",
    practise=("million-small-records-memory",),
)
# what the records are, and their three fields
STORIES = [
    ("payments", "id", "order", "cents"),
    ("positions of vans", "van", "second", "metre"),
    ("readings of meters", "meter", "minute", "watts"),
    ("bookings", "seat", "guest", "cents"),
    ("scans of parcels", "parcel", "depot", "second"),
]
X, Y, Z = "1_000_007 + n", "3_000_007 + n", "5_000_007 + n"
# a way in words, the expression, why it stands there; in groups, of which each keeps clearly more than the one before
GROUPS = [
    [
        (
            "a generator expression that makes each record when it is asked for",
            f"(({X}, {Y}, {Z}) for n in range(count))",
            "Nothing is held but the state of the expression, however many records there are.",
        ),
        (
            "the sum of each field, with every record dropped once it is added",
            f"tuple(sum(one) for one in (({X} for n in range(count)), ({Y} for n in range(count))))",
            "A few numbers are held, however many records were added up.",
        ),
    ],
    [
        (
            "a list of a million places that all lead to one placeholder tuple",
            f"[({X}, {Y}, {Z}) for n in [1]] * count",
            "8 bytes for a record: a reference each, and all of them lead to one object.",
        ),
        (
            "one `array` object of 64-bit numbers, for the last of the three fields only",
            'array("q", range(5_000_007, 5_000_007 + count))',
            "8 bytes for a record: one number each, without an object for it, and nothing of the other fields.",
        ),
    ],
    [
        (
            "three `array` objects of 64-bit numbers, one for each field",
            '[array("q", range(start, start + count)) for start in (1_000_007, 3_000_007, 5_000_007)]',
            "24 bytes for a record: the numbers themselves, without an object for any of them.",
        ),
        (
            "one `bytearray`, into which `struct` packs the fields as 64-bit numbers",
            f'bytearray().join(struct.pack("3q", {X}, {Y}, {Z}) for n in range(count))',
            "24 bytes for a record: the numbers themselves, without an object for any of them.",
        ),
    ],
    [
        (
            "a list of texts, one for each record: the three numbers with commas",
            f'["%d,%d,%d" % ({X}, {Y}, {Z}) for n in range(count)]',
            "One object for each record, its text of 23 characters, and a reference to it: about 70 bytes.",
        ),
    ],
    [
        (
            "a list of tuples with the three numbers",
            f"[({X}, {Y}, {Z}) for n in range(count)]",
            "A tuple for each record, and an `int` object for each number in it: about 160 bytes.",
        ),
        (
            "a list of dataclass objects made with `slots=True`",
            f"[Slotted({X}, {Y}, {Z}) for n in range(count)]",
            "An object without a dict for each record, and an `int` object for each number: about 160 bytes.",
        ),
        (
            "a list of tuples: two of the numbers, and one shared text of 1,000 characters",
            f"[({X}, {Y}, text) for n in range(count)]",
            "A tuple for each record and two `int` objects; the text exists once, however long: about 140 bytes.",
        ),
    ],
    [
        (
            "a list of dicts with the three fields as keys",
            f'[{{"a": {X}, "b": {Y}, "c": {Z}}} for n in range(count)]',
            "A dict with a table of its own for each record, and the `int` objects: well over 250 bytes.",
        ),
    ],
    [
        (
            "a list of Pydantic models with the three fields",
            f"[Model(a={X}, b={Y}, c={Z}) for n in range(count)]",
            "An object with a dict, a set of the fields that were given, and the `int` objects: above 500 bytes.",
        ),
    ],
    [
        (
            "a list of tuples: two of the numbers, and a text of 1,000 characters of its own",
            f'[({X}, {Y}, "x" * 993 + str({X})) for n in range(count)]',
            "Every record keeps a text of its own, and that outweighs any container: above 1,100 bytes.",
        ),
    ],
]


def build(random: Random) -> Variant:
    """Four ways out of many, in which now the container decides, now what it holds, now whether it holds at all."""
    what, a, b, c = random.choice(STORIES)
    chosen = [random.choice(GROUPS[place]) for place in sorted(random.sample(range(len(GROUPS)), 4))]
    proof = f"""\
import struct
import tracemalloc
from array import array
from dataclasses import dataclass
from pydantic import BaseModel
@dataclass(slots=True)
class Slotted:
    a: int
    b: int
    c: int
class Model(BaseModel):
    a: int
    b: int
    c: int
count, text, kept = 1_500, "y" * 1_000, {{}}
alive = [[(n, n, n) for n in range(5_000)]]  # free tuples are used up, and what was measured stays
def keeps(way):
    tracemalloc.start()
    alive.append(eval(way, globals()))
    bytes_now = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return bytes_now / count
for words, way in {sorted((words, way) for words, way, _ in chosen)!r}:
    kept[words] = keeps(way)
order = sorted(kept, key=kept.get)
assert all(kept[after] > 1.25 * kept[before] for before, after in zip(order, order[1:]))
print("\\n".join(order))
"""
    return Variant(
        prompt=(
            f"A worker handles a million {what}. Each has the numbers `{a}`, `{b}` and `{c}`; all of them lie between "
            "one and seven million, and each belongs to one record only. In which order do these ways stand by "
            "the memory that each keeps in 64-bit CPython once it is made, the smallest first?"
        ),
        answer=Order(steps={words: why for words, _, why in chosen}),
        why=(
            "Count the objects that are kept. A reference is 8 bytes, an `int` object 28 to 32, and each container has "
            "a head of its own, to which a dict adds a table. Columns of plain numbers hold no objects at all. What "
            "is shared is paid once, what differs in each record a million times. And what is made only when it is "
            "asked for, or dropped after use, need not be kept."
        ),
        proof=proof,
    )
