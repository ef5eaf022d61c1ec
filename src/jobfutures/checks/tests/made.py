"""A small bank for tests: families with known keys, a role, and checks that people took."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db.models import OuterRef, Subquery

from jobfutures.accounts.models import User
from jobfutures.checks.commands.attempts import begin_check, give_answer
from jobfutures.checks.commands.banks import LEAST_ITEMS, make_bank_from_tags, simulate_bank
from jobfutures.checks.families.reading import SEEDS
from jobfutures.checks.models import Attempt, Bank, Item, Kind, Part, Wording
from jobfutures.checks.queries import open_question
from jobfutures.exercises.tests import made as exercises
from jobfutures.guide.models import Question as GuideQuestion
from jobfutures.topics.models import Area, Level, Role, RoleShare, Section
from tests.people import NOON

AREAS = 4
RIGHT, WRONG = "the right one", "a wrong one"
ANSWERS: dict[str, dict[str, Any]] = {
    "ONE_OF": {"options": [WRONG, RIGHT, "another", "the last"], "right": 1,
               "reasons": {"0": "It is wrong.", "2": "It is wrong too.", "3": "As wrong as can be."}},
    "SOME_OF": {"options": ["one", "two", "three", "four"], "right": [0, 2],
                "reasons": {str(place): f"Why {place}." for place in range(4)}},
    "NUMBER": {"options": [], "right": "4", "reasons": {"3": "One is missing."}, "unit": "queries"},
    "OUTPUT": {"options": [], "right": "1\n2", "reasons": {"2\n1": "The other way round."}},
    "ORDER": {"options": ["second", "first", "third"], "right": [1, 0, 2],
              "reasons": {str(place): f"Why {place}." for place in range(3)}},
    "GAP": {"options": [], "right": ["a.b(c)", "a.b(c=1)"], "reasons": {"b": "Of what?"}},
    "LINE": {"options": ["1", "2", "3"], "right": 2, "reasons": {"0": "Not the first.", "1": "Nor this one."}},
}  # fmt: skip


def variant(item: str, seed: int, kind: str = "ONE_OF") -> dict[str, Any]:
    """Return one variant as `families.storing` keeps it; its key is plain to see."""
    shared = {
        "prompt": f"What is right in {item}, variant {seed}?",
        "code": "print(1)\nprint(2)\nprint(3)",
        "language": "python",
        "why": f"Because `{item}` says so.",
        "kind": kind,
    }
    return shared | ANSWERS[kind]


def right_answer(shown: dict[str, Any]) -> Any:
    right = shown["right"]
    return right[0] if shown["kind"] == "GAP" else right


def wrong_answer(shown: dict[str, Any]) -> Any:
    wrong: dict[str, Any] = {"ONE_OF": 0, "SOME_OF": [1], "ORDER": [2, 1, 0], "LINE": 0}
    return wrong.get(shown["kind"], "nothing of that")


def areas() -> list[Area]:
    """Return a few areas, each in a section and a part of its own; those that are there are taken."""
    found = list(Area.objects.order_by("pk")[:AREAS])
    for number in range(len(found), AREAS):
        letter = "WXYZ"[number]
        words = {"title": f"Part {number}", "line": "A part"}
        section = Section.objects.create(id=letter, slug=f"part-{number}", position=90 + number, **words)
        area = Area(id=f"{letter}1", section=section, slug=f"area-{number}", first_release=True, position=1, **words)
        area.save(force_insert=True)
        found.append(area)
    return found


def item(number: int, area: Area, kind: str) -> Item:
    return items({number: (area, kind)})[0]


def items(wanted: dict[int, tuple[Area, str]]) -> list[Item]:
    """Make items by number, each of an area and a kind; all at once, for whole banks are made in many tests."""
    made = Item.objects.bulk_create(unworded(number, area, kind) for number, (area, kind) in wanted.items())
    wordings = Wording.objects.bulk_create(
        Wording(item=one, digest="made", variants=[variant(one.pk, seed, one.kind) for seed in range(SEEDS)])
        for one in made
    )
    its_own = Wording.objects.filter(item=OuterRef("pk")).values("pk")
    Item.objects.filter(pk__in=[one.pk for one in made]).update(wording=Subquery(its_own))
    for one, wording in zip(made, wordings, strict=True):
        one.wording = wording
    for question in GuideQuestion.objects.all()[:1]:
        question.items.add(*made)
    return made


def unworded(number: int, area: Area, kind: str) -> Item:
    level = Level.values[number % 3]
    return Item(
        slug=f"item-{number}", area=area, kind=kind, level=level, second_level=level, title=f"Item {number}",
        options=4 if kind == "ONE_OF" else 3 if kind == "LINE" else 0, content_hash="made", changed_at=NOON,
    )  # fmt: skip


def bank(role_id: str = "backend", *, released: bool = True) -> Bank:
    """Make items, a role with equal shares of its areas, and a bank from tags that is in use."""
    places = areas()
    role, _created = Role.objects.get_or_create(pk=role_id, defaults={"title": "Backend developer", "line": "Serves."})
    role.shares.all().delete()
    RoleShare.objects.bulk_create(
        RoleShare(role=role, area=area, level=level, share=1 / AREAS) for area in places for level in Level.values
    )
    Part.objects.all().delete()
    for number, section in enumerate(dict.fromkeys(area.section_id for area in places)):
        Part.objects.create(slug=f"part-{number}", title=f"Part {number}", sections=[section], position=number)
    kinds = [kind for kind in Kind.values if kind != Kind.TASK]
    items({number: (places[number % AREAS], kinds[number % len(kinds)]) for number in range(LEAST_ITEMS + 16)})
    made = make_bank_from_tags(role=role, at=NOON)
    if released:
        Bank.objects.filter(pk=made.pk).update(released_at=NOON)
        made.refresh_from_db()
    return made


def simulated(made: Bank) -> Bank:
    return simulate_bank(bank=made)


def begun(by: User, made: Bank, at: datetime = NOON, **more: Any) -> Attempt:
    wishes = {"pace": "1", "wants_task": False, "key": uuid4(), **more}
    return begin_check(by=by, role=made.role, at=at, **wishes)


def answer(by: User, check: Attempt, *, right: bool, at: datetime = NOON) -> Attempt:
    """Answer the open question of a check; return the check as it then is."""
    question = open_question(by, check.pk)
    assert question is not None
    shown = question.__dict__["shown"]
    given = right_answer(shown) if right else wrong_answer(shown)
    return give_answer(by=by, question=question, variant=shown, answer=given, at=at)


def taken(by: User, made: Bank, *, right: bool = True, at: datetime = NOON, **more: Any) -> Attempt:
    """Take a whole check, all right or all wrong."""
    check = begun(by, made, at, **more)
    while check.is_open:
        check = answer(by, check, right=right, at=at)
    return check


def with_task(made: Bank) -> Bank:
    """Return a version of the bank with one code task more, that of the tests of the exercises."""
    row = exercises.code_task()
    Item.objects.create(
        slug=row.pk, area_id="A1", exercise=row, kind=Kind.TASK, level=Level.MIDDLE, title="Mend the scale",
        best_score=len(row.definition["requirement"]), content_hash="made", changed_at=NOON,
    )  # fmt: skip
    RoleShare.objects.get_or_create(role=made.role, area_id="A1", level=Level.JUNIOR, defaults={"share": 0.1})
    Part.objects.get_or_create(slug="core", defaults={"title": "Core", "sections": ["A"], "position": 9})
    fresh = make_bank_from_tags(role=made.role, at=NOON)
    Bank.objects.filter(pk=fresh.pk).update(released_at=NOON + timedelta(seconds=1))
    fresh.refresh_from_db()
    return fresh
