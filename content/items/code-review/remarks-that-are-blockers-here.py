"""Which remarks on a function are blockers, by what the data is like that it will get."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="L2",
    level="middle",
    title="Which review remarks are blockers, given the data that comes",
    practise=("blocker-suggestion-nit",),
)
SHIFT = {
    "code": """\
def pay(shift, rate):
    span = shift["end"] - shift["start"]
    minutes = span.seconds // 60
    pause = shift["pause"] or 30
    x = (minutes - pause) * rate
    return x // 60""",
    "what": "A function computes the pay of a shift in cents. `start` and `end` are datetimes without a time zone, "
    "`rate` is the pay of an hour in cents; the contract rounds to whole cents.",
    # remark, the fact that makes it a blocker and the one that does not, and why in each case
    "remarks": [
        (
            "`.seconds` leaves out whole days; `total_seconds()` does not.",
            ("Guards on call work up to three days in a row.", "No shift is longer than 14 hours."),
            ("A shift of 26 hours would be paid as one of 2.", "No shift is as long as a day, so both give the same."),
        ),
        (
            "`or 30` also replaces a pause of 0.",
            ("Short shifts have a pause of 0.", "The app refuses a pause below 15 minutes."),
            ("Who had no pause would lose half an hour of pay.", "A pause of 0 cannot occur, so `or` changes nothing."),
        ),
        (
            "`// 60` cuts off parts of a cent instead of rounding.",
            (
                "Times are kept to the minute, rates are any number of cents.",
                "Times and pauses are full quarter hours, rates whole euros.",
            ),
            (
                "With 20 minutes at 1,199 a cent is lost, although the contract rounds.",
                "A quarter of whole euros is whole cents, so nothing is cut off.",
            ),
        ),
        (
            "The difference of two such times is wrong when the clocks change.",
            (
                "Times are Berlin time, and people work every night of the year.",
                "Times are stored in UTC, and people work every night of the year.",
            ),
            (
                "In two nights of the year an hour is paid too much or too little.",
                "UTC has no change of clocks, so the difference is right.",
            ),
        ),
    ],
    "nit": (
        "`x` says nothing; `cents` would.",
        "It reads better, and behaves the same: a nit, worth saying and no reason to wait.",
    ),
}
IMPORT = {
    "code": """\
def read(lines, known):
    d = {}
    for line in lines:
        sku, name, count, price = line.split(";")
        if sku not in known:
            continue
        cents = int(float(price) * 100)
        d[sku] = int(count) * cents
    return d""",
    "what": "A function reads a supplier's order file and returns the cents to pay for each SKU that we know; "
    "`known` holds our SKUs, in capitals.",
    "remarks": [
        (
            '`split(";")` also splits inside quotes; `csv` does not.',
            (
                "Names are free text, in quotes where they hold a semicolon.",
                "The supplier's names are single words of letters only.",
            ),
            (
                "A name with a semicolon makes five fields, and the import fails.",
                "No field holds a semicolon or quotes, so both read the same.",
            ),
        ),
        (
            "`int(... * 100)` can lose a cent; `round` or `Decimal` would not.",
            ("Prices have two decimals.", "Prices are whole euros."),
            (
                "`int(19.99 * 100)` is 1998: a cent less for each piece.",
                "Whole euros times 100 are exact in floats, so nothing is lost.",
            ),
        ),
        (
            "`d[sku] = ...` forgets an earlier row with the same SKU.",
            ("A SKU may stand in several rows, which add up.", "The supplier's program writes each SKU once per file."),
            ("Only the last row would be paid.", "There is no earlier row, so adding would give the same."),
        ),
        (
            "`sku not in known` is case-sensitive.",
            ("SKUs are typed by hand, in capitals or not.", "SKUs are exported from our own table."),
            (
                "Rows with small letters would be left out without a word.",
                "They come exactly as we have them, so nothing is left out.",
            ),
        ),
    ],
    "nit": (
        "`d` says nothing; `cents_of` would.",
        "It reads better, and behaves the same: a nit, worth saying and no reason to wait.",
    ),
}
RIGHT_SHIFT = """\
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo
def pay(shift, rate, wrong, zone):
    start, end = shift["start"], shift["end"]
    if wrong != 3:
        start, end = (one.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) for one in (start, end))
    span = end - start
    minutes = (span.seconds if wrong == 0 else int(span.total_seconds())) // 60
    pause = shift["pause"] or 30 if wrong == 1 else shift["pause"]
    sixtieths = (minutes - pause) * rate
    return sixtieths // 60 if wrong == 2 else (sixtieths + 30) // 60
def results(wrong, long, none, odd, clocks):
    hours, pauses = [3, 8, 14] + [50] * long, [15, 30, 45] + [0] * none
    begins = [datetime(2026, month, day, 20) for month, day in ((3, 28), (6, 1), (10, 24))]
    minutes, rates = ([0, 20, 41], [1199, 1350]) if odd else ([0, 15, 45], [1200, 1500])
    pauses += [22] * odd
    return [
        pay({"start": begin, "end": begin + timedelta(hours=hour, minutes=minute), "pause": pause}, rate, wrong,
            "Europe/Berlin" if clocks else "UTC")
        for begin in begins for hour in hours for minute in minutes for pause in pauses for rate in rates
    ]
"""
RIGHT_IMPORT = """\
import csv
def read(lines, known, wrong):
    found = {}
    rows = (line.split(";") for line in lines) if wrong == 0 else csv.reader(lines, delimiter=";")
    try:
        for sku, name, count, price in rows:
            sku = sku if wrong == 3 else sku.upper()
            if sku not in known:
                continue
            cents = int(float(price) * 100) if wrong == 1 else round(float(price) * 100)
            found[sku] = int(count) * cents + (0 if wrong == 2 else found.get(sku, 0))
    except ValueError as error:
        return str(error)
    return found
def results(wrong, quoted, decimals, several, small):
    rows = [("T1", "tea", "3", "4"), ("J2", "jam", "1", "20")]
    rows += [("C3", '"cup; blue"' if quoted else "cup", "2", "5")]
    rows += [("P4", "pot", "5", "19.99" if decimals else "19")]
    rows += [("T1", "tea", "2", "4")] * several
    rows += [("k5" if small else "K5", "kit", "1", "7")]
    return read([";".join(row) for row in rows], {"T1", "J2", "C3", "P4", "K5"}, wrong)
"""


def build(random: Random) -> Variant:
    """The code and the remarks stay; what is known of the data decides which of them are blockers."""
    story, right_code = random.choice([(SHIFT, RIGHT_SHIFT), (IMPORT, RIGHT_IMPORT)])
    while True:
        bad = [random.random() < 0.5 for _ in range(4)]
        if any(bad):
            break
    remarks = story["remarks"]
    right = {text: whys[0] for (text, _, whys), is_bad in zip(remarks, bad, strict=True) if is_bad}
    wrong = {text: whys[1] for (text, _, whys), is_bad in zip(remarks, bad, strict=True) if not is_bad}
    wrong[story["nit"][0]] = story["nit"][1]
    facts = [pair[0] if is_bad else pair[1] for (_, pair, _), is_bad in zip(remarks, bad, strict=True)]
    told = " ".join(random.sample(facts, 4))
    texts = [text for text, _, _ in remarks]
    return Variant(
        prompt=(
            f"{story['what']} What is known of the data, and ensured elsewhere: {told} A remark is a blocker here if "
            "the function, merged as it stands, fails or gives a wrong result because of that for data that comes. "
            "Which of these remarks are blockers?"
        ),
        code=story["code"],
        answer=SomeOf(right=right, wrong=wrong),
        why=(
            "Weigh each remark by what happens if the change is merged as it stands, with this data: "
            + "; ".join(small(why) for why in right.values())
            + ". The others are true of the code, and can be suggestions or nits, but no result is wrong today."
        ),
        proof=f"""\
{right_code}FACTS = {bad!r}
REMARKS = {texts!r}
for remark in sorted(REMARKS):
    # only this fault left in, and everything else as it should be
    if results(REMARKS.index(remark), *FACTS) != results(None, *FACTS):
        print(remark)
""",
    )


def small(reason: str) -> str:
    """Return a reason as a part of a sentence."""
    return reason[0].lower() + reason[1:].rstrip(".")
