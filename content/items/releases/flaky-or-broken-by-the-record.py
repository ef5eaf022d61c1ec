"""Which tests a record of builds shows to be flaky, and which were broken and repaired."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="K2",
    level="junior",
    title="Which tests a record of builds shows to be flaky",
    practise=("why-a-pipeline-loses-trust",),
)
TESTS = ["test_refund", "test_invoice_mail", "test_shift_swap", "test_route", "test_coupon", "test_stock", "test_login"]
KINDS = ("flaky", "rarely", "broken", "still", "turns", "fine")
WHY = {
    "flaky": "One commit gave both outcomes, although nothing changed between its builds.",
    "rarely": "Red only once, but another build of the same commit was green: the code did not decide.",
    "broken": "All builds of a red commit agree: a change broke it and a later one repaired it.",
    "still": "It is red in every build since one commit; that is a fault which somebody has to repair.",
    "turns": "It changes only from commit to commit. Each of those was built once, so the code may have decided.",
    "fine": "It was green in every build of the record.",
}


def build(random: Random) -> Variant:
    """Only two outcomes of one commit prove it; how often a test is red, and when, are laid as false trails."""
    commits = random.sample(["a41", "b07", "c9e", "d33", "e58", "f6a", "0bd", "7c2"], 5)
    builds = random.choice([(3, 1, 2, 1, 1), (1, 2, 1, 3, 1), (2, 1, 1, 1, 3), (1, 1, 3, 1, 2), (3, 1, 1, 2, 1)])
    kinds = random.choice(
        [
            ("flaky", "broken", "turns", "still", "fine"),
            ("flaky", "rarely", "broken", "turns", "still"),
            ("rarely", "broken", "turns", "still", "fine"),
            ("flaky", "rarely", "broken", "still", "fine"),
            ("flaky", "flaky", "turns", "broken", "fine"),
            ("rarely", "turns", "turns", "broken", "still"),
        ]
    )
    tests = random.sample(TESTS, len(kinds))
    rows = {test: outcomes(random, kind, builds) for test, kind in zip(tests, kinds, strict=True)}
    listed = random.sample(tests, len(tests))
    code = "\n".join(
        [f"{'':<20}" + "".join(f"{commit:<6}" for commit in commits).rstrip()]
        + [f"{test:<20}" + "".join(f"{marks:<6}" for marks in rows[test]).rstrip() for test in listed]
    )
    kind_of = dict(zip(tests, kinds, strict=True))
    reasons = {f"`{test}`": WHY[kind_of[test]] for test in listed}
    flaky = {f"`{test}`" for test in tests if kind_of[test] in ("flaky", "rarely")}
    return Variant(
        prompt=(
            "The record of five commits in a row, oldest first. Each mark is one build, `+` green and `-` red; a "
            "commit "
            "with several marks was built several times, from the same lock file and with a fresh database. "
            "Which tests does this record show to be flaky?"
        ),
        code=code,
        language="text",
        answer=SomeOf(
            right={option: why for option, why in reasons.items() if option in flaky},
            wrong={option: why for option, why in reasons.items() if option not in flaky},
        ),
        why=(
            "A flaky test gives different outcomes for the same code, so only builds of one commit can show it. Here "
            f"that holds for {' and '.join(sorted(flaky))}. Red in all builds of a commit is a broken test or a bug; "
            "a change between commits that were built once each may have been the code."
        ),
        proof=f'''\
RECORD = """{code}"""
heads, *rows = RECORD.splitlines()
for name, *commits in sorted(row.split() for row in rows):
    if any(len(set(marks)) == 2 for marks in commits):
        print(f"`{{name}}`")
''',
    )


def outcomes(random: Random, kind: str, builds: tuple[int, ...]) -> list[str]:
    """Return the marks of one test for each commit."""
    marks = ["+" * number for number in builds]
    several = [at for at, number in enumerate(builds) if number > 1]
    once = [at for at, number in enumerate(builds) if number == 1]
    if kind == "flaky":
        for at in several:
            marks[at] = random.choice(["+-", "-+"] if builds[at] == 2 else ["+-+", "-+-", "--+"])
        marks[random.choice(once)] = "-"
    elif kind == "rarely":
        at = random.choice(several)
        red = random.randrange(builds[at])
        marks[at] = "+" * red + "-" + "+" * (builds[at] - red - 1)
    elif kind == "broken":
        first = random.choice([at for at in several if at < 4])
        marks[first] = "-" * builds[first]
        if first < 3 and random.random() < 0.5:
            marks[first + 1] = "-" * builds[first + 1]
    elif kind == "still":
        first = random.randint(1, 3)
        marks[first:] = ["-" * number for number in builds[first:]]
    elif kind == "turns":
        for at in random.sample(once, random.randint(1, 2)):
            marks[at] = "-"
    return marks
