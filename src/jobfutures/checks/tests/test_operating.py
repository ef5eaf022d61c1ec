"""Operators' pages: versions and their release, items, reviews, fairness; nobody's result is on any of them."""

from datetime import timedelta

import pytest
from django.test import Client
from django_ox.models import OxTask

from jobfutures.accounts.models import User
from jobfutures.checks.commands.attempts import begin_check
from jobfutures.checks.commands.upkeep import take_figures
from jobfutures.checks.models import Attempt, Bank, Exposure, Item, Question, Review
from jobfutures.checks.operating import entries
from jobfutures.checks.tests import banked
from jobfutures.ledger.models import Entry
from tests.access import client_of
from tests.people import NOON

pytestmark = pytest.mark.django_db
PAGES = ("", "items/", "items/item-0/", "reviews/", "fairness/")


@pytest.fixture
def operator(olga: User) -> Client:
    return client_of(olga)


@pytest.fixture
def bank() -> Bank:
    """A role's bank of thirty items, in use."""
    banked.write_items(30)
    return banked.bank_from_tags(banked.backend())


def next_version(bank: Bank, **facts: object) -> Bank:
    return banked.bank_from_tags(bank.role, at=NOON + timedelta(days=1), released=False, **facts)


def test_the_operators_page_counts_what_waits(operator: Client, bank: Bank) -> None:
    banked.review("item-3")

    assert entries() == [("Skill checks", "/operate/checks/", 1)]
    assert "Skill checks" in operator.get("/operate/").text
    page = operator.get("/operate/checks/").text
    assert "Version 1 in use" in page
    assert "Fewer than 10 finished checks" in page


def test_a_version_is_released_once_every_gate_holds(operator: Client, olga: User, bank: Bank) -> None:
    newest = next_version(bank)
    page = operator.get(f"/operate/checks/banks/{newest.pk}/")
    assert page.context["passes"]
    assert "mean number of questions" in page.text

    assert operator.post(f"/operate/checks/banks/{newest.pk}/release/").status_code == 302
    assert Bank.objects.released().first() == newest
    entry = Entry.objects.get(kind="checks.released")
    assert (entry.actor, entry.subject) == (olga, "checks.bank:backend:2")


def test_a_version_that_misses_a_gate_is_refused_with_its_name(operator: Client, bank: Bank) -> None:
    newest = next_version(bank, accuracy=banked.sheet(covered=0.7))
    address = f"/operate/checks/banks/{newest.pk}/"
    assert "release/" not in operator.get(address).text

    refused = operator.post(f"{address}release/")
    assert refused.status_code == 409
    assert "share of people inside their 90 % band" in refused.context["refusal"]
    assert Bank.objects.get(pk=newest.pk).released_at is None


def test_a_version_that_was_not_simulated_cannot_be_released(operator: Client, bank: Bank) -> None:
    newest = next_version(bank, accuracy=None)

    assert operator.post(f"/operate/checks/banks/{newest.pk}/release/").status_code == 409
    assert "was not simulated yet" in operator.get(f"/operate/checks/banks/{newest.pk}/").text


def test_a_simulation_is_queued_and_not_run_by_the_page(operator: Client, bank: Bank) -> None:
    newest = next_version(bank, accuracy=None)

    answer = operator.post(f"/operate/checks/banks/{newest.pk}/simulation/", follow=True)
    assert "on its way" in answer.text
    queued = OxTask.objects.get()
    assert (queued.task_path.rpartition(".")[2], queued.args) == ("simulate_queued", ["backend", 2])
    assert Bank.objects.get(pk=newest.pk).accuracy is None


def test_a_release_changes_only_checks_that_begin_afterwards(
    operator: Client, ana: User, ben: User, bank: Bank
) -> None:
    wishes = {"role": bank.role, "pace": "1", "wants_task": False, "at": NOON}
    before = begin_check(by=ana, key="0197a000-0000-7000-8000-000000000001", **wishes)
    question = before.questions.get()
    newest = next_version(bank)
    operator.post(f"/operate/checks/banks/{newest.pk}/release/")

    after = begin_check(by=ben, key="0197a000-0000-7000-8000-000000000002", **wishes)
    assert Attempt.objects.get(pk=before.pk).bank == bank
    assert before.questions.get() == question
    assert after.bank == newest


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, 30), ({"q": "item-7"}, 1), ({"q": "core asks"}, 15), ({"level": "SENIOR"}, 10), ({"kind": "GAP"}, 0),
        ({"state": "withdrawn"}, 1), ({"state": "asked"}, 28), ({"state": "retired"}, 1), ({"state": "waiting"}, 1),
        ({"state": "nonsense", "level": "x"}, 30),
    ],
)  # fmt: skip
def test_items_are_found_by_words_and_narrowed(operator: Client, bank: Bank, asked: dict[str, str], shown: int) -> None:
    banked.review("item-3")
    Item.objects.filter(pk="item-4").update(withdrawn_at=NOON)
    Item.objects.filter(pk="item-5").update(retired=True)

    assert operator.get("/operate/checks/items/", asked).context["paged"].paginator.count == shown


def test_an_item_shows_its_curve_its_key_and_what_answers_say(operator: Client, bank: Bank) -> None:
    banked.answered(bank, banked.truth_around(bank), people=60, each=15)
    Exposure.objects.create(role=bank.role, counts={"item-0": [40, 10]}, decayed_on=NOON.date())
    take_figures(at=NOON)

    page = operator.get("/operate/checks/items/item-0/")
    (one,) = page.context["roles"]
    shares = [row.share for row in one.picture.rows]
    assert (one.picture.rows[0].ability, one.picture.rows[-1].ability) == (-3.0, 3.0)
    assert shares == sorted(shares)
    assert one.exposure == 0.25
    answers = Question.objects.filter(item="item-0")
    assert page.context["given"].answers == answers.count()
    assert page.context["given"].right == answers.filter(score=1).count() / answers.count()
    assert 20 < page.context["given"].seconds < 80
    assert "The picture as a table" in page.text
    assert "Nothing is added." in page.text


def test_figures_stand_still_until_the_next_night(operator: Client, bank: Bank) -> None:
    def figures() -> tuple[object, list[int | None], object]:
        first, _items, item, _reviews, fairness = (
            operator.get(f"/operate/checks/{page}", {"role": "backend"}) for page in PAGES
        )
        checks = [role.checks for role in first.context["roles"]]
        return item.context["given"], checks, fairness.context["kinds"]

    assert "no night has passed yet" in operator.get("/operate/checks/").text
    checks = banked.answered(bank, banked.truth_around(bank), people=60, each=15)
    banked.describe(checks, ["MAN"] * 25 + ["WOMAN"] * 25 + [""] * 10)
    take_figures(at=NOON)
    first = figures()
    assert 60 in first[1]

    later = banked.answered(bank, banked.truth_around(bank), people=40, each=15, name="later")
    banked.describe(later, ["OTHER"] * 40)
    checks[0].delete()
    assert figures() == first

    take_figures(at=NOON + timedelta(days=1))
    assert 99 in figures()[1]
    assert [now != then for now, then in zip(figures(), first, strict=True)] == [True] * 3


def test_fewer_than_ten_answers_are_not_told(operator: Client, bank: Bank) -> None:
    banked.answered(bank, banked.truth_around(bank), people=9, each=30)
    take_figures(at=NOON)

    page = operator.get("/operate/checks/items/item-0/")
    assert page.context["given"].answers is None
    assert "fewer than 10" in page.text
    assert "Fewer than 10 finished checks" in operator.get("/operate/checks/").text


def test_an_item_is_withdrawn_and_taken_back_and_the_ledger_knows_why(operator: Client, olga: User, bank: Bank) -> None:
    address = "/operate/checks/items/item-2/"
    assert operator.post(f"{address}withdrawal/", {"reason": "NONSENSE"}).status_code == 422
    operator.post(f"{address}withdrawal/", {"reason": "UNCLEAR"})
    assert not Item.objects.usable().filter(pk="item-2").exists()

    again = operator.post(f"{address}withdrawal/", {"reason": "WRONG"}, follow=True)
    assert "withdrawn already" in again.text
    operator.post(f"{address}taking-back/", {"reason": "MENDED"})
    assert Item.objects.usable().filter(pk="item-2").exists()
    assert operator.post(f"{address}taking-back/", {"reason": "?"}).status_code == 422

    acts = Entry.objects.about("checks.item:item-2").in_order()
    assert [(one.kind, one.fields, one.actor) for one in acts] == [
        ("checks.withdrawn", ["unclear"], olga),
        ("checks.returned", ["mended"], olga),
    ]
    assert "unclear" in operator.get(address).text


def test_a_review_is_closed_with_a_decision_once(operator: Client, bank: Bank) -> None:
    review = banked.review("item-3")
    assert "Change in its standard errors -3.4" in operator.get("/operate/checks/reviews/").text
    address = f"/operate/checks/reviews/{review.pk}/closing/"

    empty = operator.post(address, {"decision": " "})
    assert empty.status_code == 422
    assert "Say in a sentence" in empty.text
    operator.post(address, {"decision": "Its wording was made clearer."})
    second = operator.post(address, {"decision": "Another thing."}, follow=True)
    assert "closed already" in second.text
    assert Review.objects.get().decision == "Its wording was made clearer."
    assert Entry.objects.get(kind="checks.reviewed").fields == ["drift", "decision"]


def rows_of(page, title: str) -> dict[str, object]:
    (tables,) = [tables for kind, tables in page.context["kinds"] if kind == "Gender"]
    (table,) = [one for one in tables if one.title == title]
    return {row.name: row for row in table.rows}


def test_groups_are_compared_and_small_cells_are_hidden(operator: Client, bank: Bank) -> None:
    truth = banked.truth_around(bank)
    strong = banked.answered(bank, truth, people=40, each=1, mean=1.5)
    weak = banked.answered(bank, truth, people=60, each=1, mean=-0.6, seed=4, name="w")
    banked.describe([*strong, *weak], ["MAN"] * 40 + ["WOMAN"] * 45 + ["OTHER"] * 5 + [""] * 10)
    take_figures(at=NOON)

    page = operator.get("/operate/checks/fairness/", {"role": "backend"})
    median = rows_of(page, "Above the median of everybody")
    assert median["Woman"].is_flagged
    assert (median["Another"].people, median["Another"].selected, median["Another"].is_flagged) == (None, None, None)
    for row in (row for title in ("Told senior", "Told middle or senior") for row in rows_of(page, title).values()):
        if row.selected is not None:
            assert row.selected >= 10
            assert row.people - row.selected >= 10
    assert "No two groups of 200 people" in page.text


def test_where_the_rest_would_give_a_small_group_away_nothing_is_told(operator: Client, bank: Bank) -> None:
    checks = banked.answered(bank, banked.truth_around(bank), people=60, each=1)
    banked.describe(checks, ["MAN"] * 30 + ["WOMAN"] * 25 + ["OTHER"] * 5)
    take_figures(at=NOON)

    page = operator.get("/operate/checks/fairness/")
    assert dict(page.context["kinds"])["Gender"] == []
    assert "to tell of groups and of nobody" in page.text


def test_a_calibrated_version_tells_which_items_favour_a_group(operator: Client, bank: Bank) -> None:
    dif = {"gender WOMAN": ["C", -1.9, 0.2]}
    items = [one | ({"seen": {"dif": dif}} if one["item"] == "item-7" else {}) for one in bank.items]
    Bank.objects.filter(pk=bank.pk).update(items=items, source="ANSWERS")

    page = operator.get("/operate/checks/fairness/")
    assert [(one.group, one.large) for one in page.context["compared"]] == [("Gender: Woman", 1)]
    assert [(one.item, one.grade) for one in page.context["differences"]] == [("item-7", "C")]
    assert "Gender: Woman" in operator.get("/operate/checks/items/item-7/").text


def test_no_operators_page_names_a_person_or_shows_a_result(operator: Client, bank: Bank) -> None:
    checks = banked.answered(bank, banked.truth_around(bank), people=30, each=15)
    banked.describe(checks, ["MAN", "WOMAN"] * 15)
    for check in checks:
        check.outcome["ability"] = 5.4321
        check.save(update_fields=["outcome"])

    for page in [*PAGES, f"banks/{bank.pk}/"]:
        text = operator.get(f"/operate/checks/{page}").text
        assert "@example.org" not in text.replace("olga@example.org", "")
        assert "5.43" not in text
        assert not any(str(check.pk) in text or str(check.owner_id) in text.split() for check in checks)


@pytest.mark.parametrize("name", [None, "ana"])
def test_for_everybody_else_there_is_no_such_page(client: Client, request, name: str | None, bank: Bank) -> None:
    review = banked.review("item-0")
    if name:
        client.force_login(request.getfixturevalue(name))

    for page in [*PAGES, f"banks/{bank.pk}/"]:
        assert client.get(f"/operate/checks/{page}").status_code == 404
    acts = [f"banks/{bank.pk}/simulation/", f"banks/{bank.pk}/release/", "items/item-0/withdrawal/",
            "items/item-0/taking-back/", f"reviews/{review.pk}/closing/"]  # fmt: skip
    for act in acts:
        assert client.post(f"/operate/checks/{act}", {"reason": "WRONG", "decision": "No."}).status_code == 404
    assert Item.objects.usable().filter(pk="item-0").exists()
    assert Review.objects.waiting().get() == review
