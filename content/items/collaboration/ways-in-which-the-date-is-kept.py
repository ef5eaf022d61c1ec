"""In how many of the equally likely ways a date is kept, if the coming weeks are like those seen."""

from itertools import product

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="L6",
    level="middle",
    title="In how many of the likely ways a promised date is kept",
    practise=("deliver-bad-news-early", "miss-an-estimate"),
)
WORK = [
    ("stories", "The new checkout"),
    ("screens", "The drivers' app"),
    ("reports", "The report module"),
    ("checks", "The tax audit"),
]


def build(random: Random) -> Variant:
    """The mean pace says little: what counts is how often two weeks together reach the rest, and one may be lost."""
    while True:
        seen = random.sample(range(1, 10), random.choice([3, 4]))
        lost = random.choice([0, 0, 2, 3])
        rest = random.randint(5, 15)
        value = sum(one + two - lost >= rest for one, two in product(seen, seen))
        ways = len(seen) ** 2
        half = sum(one + two - lost >= rest for at, one in enumerate(seen) for two in seen[at:])
        exact = sum(one + two - lost > rest for one, two in product(seen, seen))
        if 1 <= value <= ways - 2 and half != value:
            break
    unit, what = random.choice(WORK)
    mean = sum(seen) / len(seen)
    likely = ways if 2 * mean - lost >= rest else 0
    wrong = {
        half: "A good week first and a bad one second is another way than the other way round.",
        exact: f"Exactly {rest} {'after the loss ' if lost else ''}is enough.",
        likely: (
            f"Two weeks of the mean, {mean:.1f} each, would {'do' if likely else 'not do'}; "
            "but weeks differ, and the mean does not say how often they do."
        ),
        sum(one + two >= rest for one, two in product(seen, seen)): (
            f"The {lost} {unit} that come back from testing have to be done a second time."
        ),
        sum(one + two - lost >= rest for one in seen for two in seen if one != two): (
            "Both weeks may be like the same earlier week; those ways count as well."
        ),
        len(seen): "Each of the weeks seen may be the first and the second one, so there are more ways than weeks.",
    }
    back = (
        f" {lost} of those done will come back from testing and have to be done again in these two weeks."
        if lost
        else ""
    )
    pace = f"{', '.join(map(str, seen[:-1]))} and {seen[-1]}"
    chance = round(100 * value / ways)
    return Variant(
        prompt=(
            f"{what} is promised for two weeks from today. {rest} {unit} are left.{back} In the past weeks the team "
            "finished "
            f"{pace}. You take each of the two coming weeks to be like one of these, all equally likely and "
            "independent: that "
            f"makes {ways} ways, first and second week told apart. In how many of them is the date kept?"
        ),
        answer=Number(value=value, unit="ways", wrong={one: why for one, why in wrong.items() if one != value}),
        why=(
            f"{value} of {ways} pairs reach {rest + lost}: a chance of about {chance} %. "
            + (
                "That is what to say today, with a choice of less on the day or all later: in a week nobody can choose."
                if chance < 60
                else "Say the chance with the date, and what would be left out if it goes badly: it is not certain."
            )
            + f" The mean, {mean:.1f} a week, hides this."
        ),
        proof=f"""\
from itertools import product
kept = 0
for weeks in product({seen!r}, repeat=2):
    left = {rest} + {lost}
    for done in weeks:
        left -= done
    kept += left <= 0
print(kept)
""",
    )
