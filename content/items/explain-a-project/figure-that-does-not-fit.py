"""Which of several loads does not fit what is there, and therefore shapes the design."""

from jobfutures.checks.families.authoring import Family, Line, Random, Variant

FAMILY = Family(
    area="L5",
    level="middle",
    title="Which figure of a design does not fit and has to shape it",
    practise=("constraint-that-shaped-the-design",),
)


def photos(random: Random, fill: float) -> tuple[str, float, float]:
    megabytes, speed, hours = random.choice([2, 3, 4]), random.choice([20, 40, 50]), random.choice([2, 3, 4])
    count = round(fill * speed * hours * 3600 / 8 / megabytes, -2)
    text = f"upload   {count:,.0f} photos of {megabytes} MB in {hours} hours, over {speed} Mbit a second"
    return text, count * megabytes * 8, speed * hours * 3600


def rows(random: Random, fill: float) -> tuple[str, float, float]:
    speed, minutes = random.choice([400, 500, 800]), random.choice([30, 60, 90])
    count = round(fill * speed * minutes * 60, -4)
    return f"import   {count:,.0f} rows in {minutes} minutes, {speed} rows a second", count, speed * minutes * 60


def sessions(random: Random, fill: float) -> tuple[str, float, float]:
    size, memory = random.choice([10, 20, 25]), random.choice([1, 2, 4])
    count = round(fill * memory * 1_000_000 / size, -3)
    return f"sessions {count:,.0f} at once of {size} kB, in {memory} GB of memory", count * size, memory * 1_000_000


def mails(random: Random, fill: float) -> tuple[str, float, float]:
    speed, minutes = random.choice([10, 15, 20]), random.choice([30, 60])
    count = round(fill * speed * minutes * 60, -3)
    return (
        f"mails    {count:,.0f} in {minutes} minutes, the provider takes {speed} a second",
        count,
        speed * minutes * 60,
    )


def archive(random: Random, fill: float) -> tuple[str, float, float]:
    years, disk = random.choice([5, 7, 10]), random.choice([2, 4, 6])
    size = round(fill * disk * 1000 / years / 12, 0)
    return f"archive  {size:,.0f} GB a month for {years} years, on {disk} TB", size * 12 * years, disk * 1000


def jobs(random: Random, fill: float) -> tuple[str, float, float]:
    seconds, workers, hours = random.choice([4, 6, 9]), random.choice([4, 8, 10]), random.choice([1, 2])
    count = round(fill * workers * hours * 3600 / seconds, -2)
    text = f"reports  {count:,.0f} of {seconds} seconds in {hours * 60} minutes, on {workers} workers"
    return text, count * seconds, workers * hours * 3600


LOADS = [photos, rows, sessions, mails, archive, jobs]


def build(random: Random) -> Variant:
    """Another load is too large each time, by so much that an estimate in the head shows it."""
    chosen = random.sample(LOADS, 4)
    key = random.randrange(4)
    made = [
        load(random, random.uniform(1.5, 2.2) if at == key else random.uniform(0.45, 0.75))
        for at, load in enumerate(chosen)
    ]
    code = "\n".join(text for text, _, _ in made)
    shares = [need / have for _, need, have in made]
    assert all(share < 0.82 or share > 1.35 for share in shares)
    reasons = {
        at + 1: f"It needs about {round(shares[at] * 100)} % of what is there, so it fits as it is."
        for at in range(4)
        if at != key
    }
    text = made[key][0].split()[0]
    return Variant(
        prompt=(
            "You explain why a system was built as it is, and begin with what it was given: loads, and what is there "
            "for them. "
            "A byte has 8 bits; each unit is 1,000 of the next smaller one; overhead is small. Which line does not "
            "fit, so that the design had "
            "to give "
            "way to it?"
        ),
        code=code,
        language="text",
        answer=Line(number=key + 1, wrong=reasons),
        why=(
            f"`{text}` needs about {round(shares[key] * 100)} % of what is there: something has to be made smaller, "
            "spread "
            "over more time, or bought. The others use "
            f"{', '.join(f'{round(share * 100)} %' for at, share in enumerate(shares) if at != key)}. A constraint "
            "explains a "
            "design only if its arithmetic binds; the rest was free to choose."
        ),
        proof=f"""\
import re
LINES = {code!r}.splitlines()
def fits(line):
    kind, *numbers = line.split()[0], *(float(one.replace(",", "")) for one in re.findall(r"[0-9][0-9,]*", line))
    if kind == "upload":
        count, megabytes, hours, megabits = numbers
        return count * megabytes * 8 / megabits <= hours * 3600
    if kind in ("import", "mails"):
        count, minutes, speed = numbers
        return count / speed <= minutes * 60
    if kind == "sessions":
        count, kilobytes, gigabytes = numbers
        return count * kilobytes <= gigabytes * 1_000_000
    if kind == "archive":
        gigabytes, years, terabytes = numbers
        return gigabytes * 12 * years <= terabytes * 1000
    count, seconds, minutes, workers = numbers
    return count * seconds / workers <= minutes * 60
print(*[number for number, line in enumerate(LINES, start=1) if not fits(line)])
""",
    )
