"""How many different rows a partner gets who walks through pages while orders come and go."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="E2",
    level="middle",
    title="How many different rows a walk through pages finds while rows come and go",
    practise=("offset-or-cursor-paging",),
)
ROWS = ["orders", "bookings", "parcels", "shifts", "claims", "invoices", "visits", "tickets"]


def build(random: Random) -> Variant:
    """Offset or cursor, newest or oldest first, and where rows come and go between the pages decide the count."""
    rows = random.choice(ROWS)
    cursor, newest = random.random() < 0.4, random.random() < 0.6
    while True:
        size, pages = random.randint(3, 6), random.randint(2, 3)
        total = size * pages + random.randint(1, size - 1)
        added = random.choice([0, 0, 1, 2, 3])
        gone = sorted(random.sample(range(1, total + 1), random.choice([0, 1, 2, 2])))
        if not added and not gone:
            continue
        key = walked(size, total, added, gone, cursor=cursor, newest=newest)
        border = {total - size + 1, total - size} if newest else {size, size + 1}
        if border & set(gone) or len(gone) + added > size:
            continue
        others = {
            walked(size, total, added, gone, cursor=not cursor, newest=newest),
            walked(size, total, added, gone, cursor=cursor, newest=not newest),
            total,
            total + added,
            total - len(gone),
            total + added - len(gone),
        } - {key}
        if len(others) >= 2:
            break
    order = "newest first" if newest else "oldest first"
    how = (
        "each further page asks for the rows that follow the last row it has seen, by the same order"
        if cursor
        else f"page 2 skips {size} rows, page 3 skips {2 * size}, and so on"
    )
    happens = []
    if added:
        happens.append(f"{added} new row{'s are' if added > 1 else ' is'} added, with the next id{'s' * (added > 1)}")
    if gone:
        happens.append(
            f"the row{'s' * (len(gone) > 1)} with id {' and '.join(map(str, gone))} {'are' if len(gone) > 1 else 'is'} "
            "deleted"
        )
    return Variant(
        prompt=(
            f"A table holds {total} {rows} with the ids 1 to {total}, given in the order in which they were made. A "
            "partner's program writes every row that it gets into a file, a line each. It reads pages of "
            f"{size}, {order} by id; {how}. It stops at a page with fewer than {size} rows. After page 1 has been read "
            f"and before page 2 is asked for, {', and '.join(happens)}. Nothing else changes. How many different ids "
            "stand in the file in the end?"
        ),
        answer=Number(
            value=key, unit="ids", wrong=wrongs((size, total, added), gone, key, cursor=cursor, newest=newest)
        ),
        why=why(size, total, added, gone, key, cursor=cursor, newest=newest),
        proof=proof(size, total, added, gone, cursor=cursor, newest=newest),
    )


def walked(size: int, total: int, added: int, gone: list[int], *, cursor: bool, newest: bool) -> int:
    """Count the different rows of all pages."""
    before, after = list(range(1, total + 1)), [one for one in range(1, total + added + 1) if one not in gone]
    if newest:
        before.reverse()
        after.reverse()
    page, found, skipped = before[:size], set(), size
    while True:
        found |= set(page)
        if len(page) < size:
            return len(found)
        if cursor:
            last = page[-1]
            page = [one for one in after if (one < last if newest else one > last)][:size]
        else:
            page, skipped = after[skipped : skipped + size], skipped + size


def wrongs(numbers: tuple[int, int, int], gone: list[int], key: int, *, cursor: bool, newest: bool) -> dict[int, str]:
    """Return what people answer who overlook what came, what went, or what was read before."""
    size, total, added = numbers
    moved = (
        "A cursor goes on after the last row it has seen, wherever that stands now."
        if cursor
        else "An offset counts from the top as it is now, so rows move over the border between two pages."
    )
    read = [one for one in gone if (one > total - size if newest else one <= size)]
    unread = len(gone) - len(read)
    unmet = added if newest else 0
    found = {total: f"So many rows there were at the beginning. {moved}"}
    if added:
        found[total + added] = f"This counts every row that ever was there. {moved}"
    if added and gone:
        found[total + added - len(gone)] = f"So many rows are in the table at the end. {moved}"
    if read:
        found[total - len(gone)] = f"This takes off every deleted row, also what was read on page 1. {moved}"
    elif gone:
        found[total - len(gone)] = f"This only takes off the deleted rows. {moved}"
    if not cursor and (added if newest else 0) != len(read):
        found[total + added - unread - unmet] = (
            f"This would be so if the border between the pages had not moved. {moved}"
        )
    more = "unread" if unread else "new and on top" if unmet else "skipped" if key < total + added else ""
    if more:
        found.setdefault(key + 1, f"One too many: it counts a row that is {told(more)}. {moved}")
    found.setdefault(key - 1, f"One too few: every row that stood on a page when it was read is in the file. {moved}")
    return {number: reason for number, reason in found.items() if number != key}


def told(more: str) -> str:
    return {
        "unread": "deleted before its page is read",
        "new and on top": "added above the pages that follow",
        "skipped": "skipped, because it has moved up",
    }[more]


def why(size: int, total: int, added: int, gone: list[int], key: int, *, cursor: bool, newest: bool) -> str:
    """Tell it from the border between the first two pages."""
    above = len([one for one in gone if (one > total - size if newest else one <= size)])
    below = len(gone) - above
    told = f"Page 1 gives {size} ids, and what is deleted later stays in the file. "
    if cursor:
        told += "The cursor goes on after the last of them, so nothing is repeated and nothing skipped. "
        if added:
            told += (
                "What is new stands above and is never met. "
                if newest
                else f"What is new ({added}) is read at the end. "
            )
    else:
        told += f"Page 2 skips the first {size} rows of the table as it is now. "
        shift = (added if newest else 0) - above
        if newest and added:
            told += f"On top {added} {have(added)} come and {above or 'none'} gone. "
        elif above:
            told += f"Above the border {above} {have(above)} gone. "
        told += (
            {
                True: f"So {shift} of page 1 {'is' if shift == 1 else 'are'} read once more, which adds no id. ",
                False: (
                    f"So {-shift} {have(-shift)} moved up over the border and {'is' if shift == -1 else 'are'} never "
                    "read. "
                ),
            }[shift > 0]
            if shift
            else "So the border has not moved. "
        )
        if added and newest:
            told += "The new rows themselves are not read. "
        elif added:
            told += f"What is new ({added}) is read at the end. "
    told += f"Of the rows below the border {below} {have(below)} gone unread. " if below else ""
    return f"{told}In all {key} ids."


def have(number: int) -> str:
    return "has" if number == 1 else "have"


def proof(size: int, total: int, added: int, gone: list[int], *, cursor: bool, newest: bool) -> str:
    return f"""\
import sqlite3

table = sqlite3.connect(":memory:")
table.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY)")
table.executemany("INSERT INTO rows VALUES (?)", [(number,) for number in range(1, {total} + 1)])
order, after = ("DESC", "<") if {newest} else ("ASC", ">")
lines, number, last = [], 0, None
while True:
    if {cursor} and last:
        found = table.execute(f"SELECT id FROM rows WHERE id {{after}} ? ORDER BY id {{order}} LIMIT {size}", (last,))
    else:
        found = table.execute(f"SELECT id FROM rows ORDER BY id {{order}} LIMIT {size} OFFSET ?", (number * {size},))
    page = [row for (row,) in found]
    lines += page
    if len(page) < {size}:
        break
    last = page[-1]
    if number == 0:
        table.executemany("INSERT INTO rows VALUES (?)", [({total} + one,) for one in range(1, {added} + 1)])
        table.executemany("DELETE FROM rows WHERE id = ?", [(one,) for one in {gone}])
    number += 1
print(len(set(lines)))
"""
