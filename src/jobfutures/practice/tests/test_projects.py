"""/practice/projects/: begin, write, two tabs, delete, take along."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.practice.commands.walkthroughs import LONGEST_ANSWER, MOST_PROJECTS, begin_walkthrough, save_walkthrough
from jobfutures.practice.guiding import GUIDING, SLUGS
from jobfutures.practice.models import Walkthrough
from jobfutures.practice.queries_projects import walkthroughs_of

LIST = "/practice/projects/"


@pytest.fixture
def shop(ana: User) -> Walkthrough:
    return begin_walkthrough(by=ana, title="A shop", at=timezone.now() - timedelta(hours=1), key=uuid4())


def where(walkthrough: Walkthrough) -> str:
    return f"{LIST}{walkthrough.pk}/"


def sent(walkthrough: Walkthrough, **other: Any) -> dict[str, Any]:
    """Return a form as it was when this version was opened."""
    return {"title": walkthrough.title, "seen": walkthrough.saved_at.isoformat()} | other


def stored(walkthrough: Walkthrough) -> Walkthrough:
    return Walkthrough.objects.get(pk=walkthrough.pk)


def test_there_are_ten_to_twelve_questions_each_with_a_hint() -> None:
    assert 10 <= len(GUIDING) <= 12
    assert len(set(SLUGS)) == len(GUIDING)
    assert all(str(one.question).endswith("?") and str(one.hint) for one in GUIDING)


def test_a_project_is_begun_written_renamed_and_taken_along(at_home: Client, ana: User) -> None:
    answer = at_home.post(LIST, {"title": "A shop", "key": str(uuid4())})
    begun = Walkthrough.objects.visible_to(ana).get()
    assert answer["Location"] == where(begun)

    form = sent(begun, title="The shop", purpose="It sells.\r\nTo many.", number="40 % fewer queries")
    assert at_home.post(where(begun), form).status_code == 302

    (walk,) = walkthroughs_of(ana)
    assert (walk.title, [one.text for one in walk.answered]) == (
        "The shop",
        ["It sells.\nTo many.", "40 % fewer queries"],
    )
    taken = at_home.get(f"{where(begun)}walkthrough.md")
    assert taken["Content-Disposition"] == 'attachment; filename="the-shop.md"'
    assert taken.text == (
        "# The shop\n\n## What does it do, and for whom?\n\nIt sells.\nTo many.\n\n"
        "## Which number shows an effect?\n\n40 % fewer queries\n"
    )
    assert "2 of 12 questions answered" in at_home.get(LIST).text


def test_the_same_form_sent_twice_begins_one_project(at_home: Client, ana: User) -> None:
    form = {"title": "A shop", "key": str(uuid4())}
    at_home.post(LIST, form)
    at_home.post(LIST, form)

    assert Walkthrough.objects.visible_to(ana).count() == 1


def test_a_key_that_somebody_else_used_begins_a_project_of_ones_own(
    stranger: Client, ben: User, shop: Walkthrough
) -> None:
    assert stranger.post(LIST, {"title": "Mine", "key": str(shop.pk)}).status_code == 302

    assert Walkthrough.objects.visible_to(ben).get().title == "Mine"
    assert stored(shop).title == "A shop"


@pytest.mark.parametrize(
    ("title", "sentence"), [("", "Give the project a name"), ("x" * 121, "at most 120 characters")]
)
def test_a_project_without_a_fitting_name_is_not_begun(at_home: Client, ana: User, title: str, sentence: str) -> None:
    answer = at_home.post(LIST, {"title": title, "key": str(uuid4())})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert not Walkthrough.objects.visible_to(ana).exists()


def test_there_is_room_for_so_many_projects_and_a_sentence_says_so(at_home: Client, ana: User) -> None:
    for number in range(MOST_PROJECTS):
        begin_walkthrough(by=ana, title=str(number), at=timezone.now(), key=uuid4())
    answer = at_home.post(LIST, {"title": "One more", "key": str(uuid4())})

    assert answer.status_code == 409
    assert "Delete one, then add this one" in answer.text
    assert 'value="One more"' in answer.text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (
            {"purpose": "x" * (LONGEST_ANSWER + 1)},
            f"at most {LONGEST_ANSWER} characters; this one has {LONGEST_ANSWER + 1}",
        ),
        ({"purpose": "a\0b"}, "Null characters"),
        ({"title": " "}, "Give the project a name"),
    ],
)
def test_what_cannot_be_saved_stays_in_the_form_with_a_sentence(
    at_home: Client, shop: Walkthrough, wrong: dict[str, str], sentence: str
) -> None:
    for address in (where(shop), f"{where(shop)}draft/"):
        answer = at_home.post(address, sent(shop, number="Measured twice") | wrong)
        assert answer.status_code == 422
        assert sentence in answer.text
    page = at_home.post(where(shop), sent(shop, number="Measured twice") | wrong).text
    assert "Measured twice" in page
    assert "Everything you typed is still here" in page
    assert stored(shop).answers == {}


def test_a_line_end_counts_once(at_home: Client, shop: Walkthrough) -> None:
    text = "\r\n".join(["x"] * (LONGEST_ANSWER // 2))

    assert at_home.post(where(shop), sent(shop, purpose=text)).status_code == 302
    assert stored(shop).answers["purpose"] == text.replace("\r\n", "\n")


def test_the_later_of_two_tabs_writes_over_nothing_and_shows_both(at_home: Client, shop: Walkthrough) -> None:
    opened = sent(shop)
    at_home.post(where(shop), opened | {"purpose": "From the first tab", "number": "Same"})
    late = at_home.post(where(shop), opened | {"purpose": "From the second tab", "number": "Same"})

    assert late.status_code == 409
    assert "From the second tab" in late.text
    assert "From the first tab" in late.text
    assert late.text.count("What is stored:") == 1  # only where the two differ
    assert stored(shop).answers["purpose"] == "From the first tab"

    seen = re.search(r'name="seen" value="([^"]+)"', late.text)
    assert seen
    both = {"title": "A shop", "seen": seen[1].replace("&#x2B;", "+"), "purpose": "First and second", "number": "Same"}
    assert at_home.post(where(shop), both).status_code == 302
    assert stored(shop).answers["purpose"] == "First and second"


def test_a_version_that_cannot_be_read_writes_over_nothing(at_home: Client, shop: Walkthrough) -> None:
    for seen in ("", "nonsense", "2026-11-22", "2026-11-22T12:00:00", "9999-99-99T99:99:99Z"):
        assert at_home.post(where(shop), sent(shop, purpose="Over it", seen=seen)).status_code == 409
    assert stored(shop).answers == {}


def test_what_is_typed_is_saved_and_each_save_knows_the_one_before(at_home: Client, shop: Walkthrough) -> None:
    draft = f"{where(shop)}draft/"
    first = at_home.post(draft, sent(shop, purpose="It s"))
    second = at_home.post(draft, sent(shop, purpose="It sells", seen=first.json()["seen"]))
    stale = at_home.post(draft, sent(shop, purpose="Other"))

    assert (first.status_code, second.status_code, stale.status_code) == (200, 200, 409)
    assert "Nothing was written over" in stale.json()["detail"]
    assert stored(shop).answers == {"purpose": "It sells"}
    assert at_home.post(draft, sent(shop, purpose="It sells")).status_code == 200  # it is there already


def test_an_answer_to_a_question_that_is_not_asked_any_more_is_kept(ana: User, shop: Walkthrough) -> None:
    Walkthrough.objects.filter(pk=shop.pk).update(answers={"once-asked": "kept"})
    save_walkthrough(
        by=ana, walkthrough=shop, title="A shop", answers={"purpose": "new"}, seen=shop.saved_at, at=timezone.now()
    )

    assert stored(shop).answers == {"once-asked": "kept", "purpose": "new"}


def test_a_project_is_deleted_after_one_question(at_home: Client, shop: Walkthrough) -> None:
    assert "go for good" in at_home.get(f"{where(shop)}deletion/").text
    assert at_home.post(f"{where(shop)}deletion/")["Location"] == LIST
    assert at_home.get(where(shop)).status_code == 404


@pytest.mark.parametrize("rest", ["", "deletion/", "walkthrough.md"])
def test_a_project_is_seen_by_nobody_else(stranger: Client, client: Client, shop: Walkthrough, rest: str) -> None:
    assert stranger.get(where(shop) + rest).status_code == 404
    assert client.get(where(shop) + rest)["Location"].startswith("/account/login/")


def test_a_project_is_changed_by_nobody_else(stranger: Client, ben: User, shop: Walkthrough) -> None:
    for rest in ("", "draft/", "deletion/"):
        assert stranger.post(where(shop) + rest, sent(shop, title="Taken")).status_code == 404
    assert stored(shop).title == "A shop"
    assert walkthroughs_of(ben) == []


def test_a_visitor_sees_what_would_be_asked(client: Client, db: None) -> None:
    page = client.get(LIST)

    assert str(GUIDING[0].question) in page.text
    assert "csrf" not in page.text
    assert client.post(LIST, {"title": "A shop"})["Location"].startswith("/account/login/")
