"""A role with items and a bank, and people who answered them by a known truth: for calibration and operators' pages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp
from random import Random
from typing import Any
from uuid import uuid4

from jobfutures.accounts.models import User
from jobfutures.checks.commands.banks import entry_from_tags, make_bank, parts_for, shares_of
from jobfutures.checks.models import Attempt, Bank, Description, Ending, Item, Part, Question, Review, Wording
from jobfutures.topics.models import Area, Level, Role, Section
from tests.people import NOON

GOOD = {
    "items": 15.0, "items_95": 24.0, "rmse": 0.4, "covered": 0.9, "covered_tails": 0.9, "right": 0.8, "promised": 0.8,
    "sure": 0.6, "sure_right": 0.9, "two_off": 0, "most_exposed": 0.3,
}  # fmt: skip
VARIANT: dict[str, Any] = {
    "prompt": "What does `f()` return?", "code": "def f():\n    return 1\n", "language": "python", "why": "It says so.",
    "kind": "ONE_OF", "options": ["`1`", "`2`"], "right": 0, "reasons": {"1": "Nothing is added."},
}  # fmt: skip


def sheet(**figures: Any) -> dict[str, Any]:
    """Return an accuracy sheet whose gates all hold, but for what `figures` say."""
    return {"people": 2000, "seed": 1, "scored": 20, "pilots": 0, "fit_cuts": {}, "questions": GOOD | figures}


def backend() -> Role:
    """Return the role with two areas of two sections, each of which is a part."""
    role, _ = Role.objects.get_or_create(pk="backend", defaults={"title": "Backend", "line": "Writes servers"})
    for position, (letter, slug) in enumerate([("A", "core"), ("B", "web")]):
        facts = {"slug": slug, "title": slug.title(), "line": "-", "position": position}
        section, _ = Section.objects.get_or_create(pk=letter, defaults=facts)
        facts = {"section": section, "slug": f"{slug}-1", "title": f"{slug.title()} one", "line": "-"}
        area, _ = Area.objects.get_or_create(
            pk=f"{letter}1", defaults=facts | {"first_release": True, "position": position}
        )
        for level in Level:
            role.shares.get_or_create(area=area, level=level, defaults={"share": 0.5})
        part = {"title": slug.title(), "sections": [letter], "position": position}
        Part.objects.get_or_create(pk=slug, defaults=part)
    return role


def write_items(count: int, areas: Sequence[str] = ("A1", "B1"), name: str = "item") -> list[Item]:
    """Write items that take turns in areas of the role and in levels."""
    backend()
    made = [
        Item(
            slug=f"{name}-{number}", area_id=areas[number % len(areas)], kind="ONE_OF",
            level=list(Level)[number % 3], second_level=list(Level)[number % 3], title=f"What item {number} asks",
            options=4, content_hash="-", changed_at=NOON,
        )
        for number in range(count)
    ]  # fmt: skip
    Item.objects.bulk_create(made)
    Wording.objects.bulk_create(Wording(item=item, digest="-", variants=[VARIANT]) for item in made)
    for wording in Wording.objects.filter(item__in=made):
        Item.objects.filter(pk=wording.item_id).update(wording=wording)
    return list(Item.objects.filter(pk__in=[item.pk for item in made]).order_by("pk"))


def bank_from_tags(role: Role, *, at: datetime = NOON, released: bool = True, **facts: Any) -> Bank:
    """Make a version from tags of whatever items there are; its sheet holds every gate."""
    shares = shares_of(role)
    items = list(Item.objects.usable().in_order().filter(area__in=shares))
    parts = parts_for(items, shares)
    place = {area: number for number, part in enumerate(parts) for area in part["areas"]}
    entries = [entry_from_tags(item, place[item.area_id]) for item in items]
    bank = make_bank(
        role=role, source="TAGS", parts=parts, entries=entries, at=at, **({"accuracy": sheet()} | facts)
    )  # fmt: skip
    if released:
        Bank.objects.filter(pk=bank.pk).update(released_at=at)
    return Bank.objects.get(pk=bank.pk)


@dataclass(frozen=True)
class Truth:
    """How people answer. difficulty: slug -> logits.  guess: probability."""

    difficulty: Mapping[str, float]
    guess: float = 0.25

    def chance(self, item: str, ability: float) -> float:
        return self.guess + (1 - self.guess) / (1 + exp(self.difficulty[item] - ability))


def truth_around(bank: Bank, *, spread: float = 0.7, seed: int = 1) -> Truth:
    """Return true difficulties around what a bank believes, as far off as tags are."""
    random = Random(seed)
    return Truth({one["item"]: one["steps"][0] + random.gauss(0, spread) for one in bank.items})


def answered(
    bank: Bank, truth: Truth, *, people: int, each: int = 15, at: datetime = NOON, seed: int = 2, mean: float = 0.0,
    seconds: Callable[[str], float] = lambda _item: 40.0, name: str = "p",
) -> list[Attempt]:  # fmt: skip
    """Let people N(mean, 1) finish a check each: items drawn at random, one a minute."""
    random, slugs = Random(seed), [one["item"] for one in bank.items]
    owners = User.objects.bulk_create(User(email=f"{name}{number}@example.org") for number in range(people))
    checks, questions = [], []
    for number, owner in enumerate(owners):
        ability = random.gauss(mean, 1)
        begun = at + timedelta(hours=number)
        outcome = {"ability": ability, "error": 0.4, "chances": chances_of(ability)}
        check = Attempt(
            owner=owner, role=bank.role, bank=bank, key=uuid4(), wants_task=False, seed=number, candidates=[],
            posterior=b"", started_at=begun, finished_at=begun + timedelta(minutes=each), ending=Ending.CANDIDATE,
            outcome=outcome,
        )  # fmt: skip
        checks.append(check)
        for place, item in enumerate(random.sample(slugs, each)):
            when = begun + timedelta(minutes=place)
            questions.append(Question(
                attempt=check, number=place + 1, item_id=item, place=slugs.index(item), answer=0, shown_at=when,
                score=int(random.random() < truth.chance(item, ability)), answered_at=when,
                seconds=seconds(item) * exp(random.gauss(0, 0.4)),
            ))  # fmt: skip
    Attempt.objects.bulk_create(checks)
    Question.objects.bulk_create(questions)
    return checks


def chances_of(ability: float) -> list[float]:
    return [0.8, 0.15, 0.05] if ability < -0.5 else [0.1, 0.8, 0.1] if ability < 0.75 else [0.05, 0.15, 0.8]


def review(item: str, reason: str = "DRIFT") -> Review:
    """Open a review of an item, as a calibration does."""
    return Review.objects.create(item_id=item, reason=reason, figures={"change": -0.7, "z": -3.4}, opened_at=NOON)


def describe(checks: Sequence[Attempt], genders: Sequence[str]) -> None:
    """Let owners say of themselves what stands in the same place of `genders`; an empty text says nothing."""
    Description.objects.bulk_create(
        Description(owner=check.owner, gender=gender, said_on=NOON.date())
        for check, gender in zip(checks, genders, strict=True)
        if gender
    )
