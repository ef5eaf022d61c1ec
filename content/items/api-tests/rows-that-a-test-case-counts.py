"""How many rows a test of a class counts, by the class it inherits from and the hook that makes them."""

from jobfutures.checks.families.authoring import Family, Number, Random, Variant

FAMILY = Family(
    area="J3",
    level="middle",
    title="How many rows a test of a Django test class counts",
    practise=("roll-back-or-recreate", "speed-up-forty-minute-suite"),
)
BASES = {
    "django.test.TestCase": "from django.test import TestCase",
    "django.test.TransactionTestCase": "from django.test import TransactionTestCase as TestCase",
    "unittest.TestCase": "from unittest import TestCase",
}
OWNERS = ["ada", "ben", "eve", "kim"]
PROOF = """\
import io
import unittest
from shop.models import Account
def add(number):
    for _ in range(number):
        Account.objects.create(owner="ada")
{code}
suite = unittest.defaultTestLoader.loadTestsFromTestCase({name})
unittest.TextTestRunner(stream=io.StringIO()).run(suite)
"""


def counted(base: str, *, hook: str, hooked: int, each: int, added: list[int], which: int) -> int:
    """Return how many rows the test number `which` finds. added: by the tests before it, each its own."""
    if base == "django.test.TestCase":
        return hooked + each
    if base == "unittest.TestCase":
        return (hooked if hook == "setUpClass" else 0) + which * each + sum(added[: which - 1])
    return each + (hooked if hook == "setUpClass" and which == 1 else 0)


def build(random: Random) -> Variant:
    """Base class, hook, and which of three tests counts differ."""
    name = random.choice(["AccountTests", "BalanceTests", "TransferTests", "ClosingTests"])
    base = random.choice([*BASES, "unittest.TestCase", "django.test.TransactionTestCase"])
    hook = random.choice(["setUpTestData", "setUpClass"])
    hooked, each = random.randint(3, 6), random.randint(1, 2)
    added, which = [random.randint(1, 5) for _ in range(3)], random.choice([1, 2, 3, 3])
    if hook == "setUpClass":
        which = max(which, 2)  # before the first test all of them have done the same
    calling = "        super().setUpClass()\n" if hook == "setUpClass" else ""
    tests = "\n\n".join(
        f"    def test_{number}(self):\n        "
        + ("print(Account.objects.count())" if number == which else f"add({added[number - 1]})")
        for number in (1, 2, 3)
    )
    code = f"""\
{BASES[base]}

class {name}(TestCase):
    @classmethod
    def {hook}(cls):
{calling}        add({hooked})

    def setUp(self):
        add({each})

{tests}"""
    values = {one: counted(one, hook=hook, hooked=hooked, each=each, added=added, which=which) for one in BASES}
    key = values[base]
    others = {
        values["django.test.TestCase"]: (
            "This would be so with `django.test.TestCase`, which makes the rows of the class once and undoes those "
            "of a test."
        ),
        values["unittest.TestCase"]: (
            "This would be so with the plain `unittest.TestCase`, which leaves everything that was committed where "
            "it is."
        ),
        values["django.test.TransactionTestCase"]: (
            "This would be so with `TransactionTestCase`, which empties the tables after each test and knows no "
            "`setUpTestData`."
        ),
        each: "These are the rows of `setUp` for this one test; look at what else is there.",
        hooked + which * each + sum(added[: which - 1]): (
            "This adds up every row that was ever made; look at which of them are made at all, and which stay."
        ),
        hooked: "`setUp` runs before each test, also before this one.",
    }
    wrong = {number: reason for number, reason in others.items() if number != key}
    explained = {
        "django.test.TestCase": (
            "`django.test.TestCase` wraps the class and each test in transactions: rows made for the class stay for "
            "all of its tests, and what `setUp` and a test add is rolled back after the test."
        ),
        "django.test.TransactionTestCase": (
            "`TransactionTestCase` really commits, and empties all tables after each test, also of rows that were "
            "made in a hook of the class."
        ),
        "unittest.TestCase": (
            "The plain `unittest.TestCase` knows no database: what is committed stays for the tests that follow."
        ),
    }[base]
    if hook == "setUpTestData" and base != "django.test.TestCase":
        explained += " `setUpTestData` is a hook of Django's `TestCase` only, so it is not called here."
    return Variant(
        prompt=(
            "The table of accounts is empty before this class runs. `add(n)` creates `n` accounts through the ORM, "
            "without a transaction of its own. The tests run in the order of their numbers. What does the one that "
            "counts print?"
        ),
        code=code,
        answer=Number(value=key, unit="accounts", wrong=wrong),
        why=f"{explained} So `test_{which}` finds {key}.",
        proof=PROOF.format(code=code, name=name),
    )
