"""Scorecards through their pages: written alone, sealed, in for good, amended beside, waived, looked at early."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobfutures.accounts.models import User
from jobfutures.hiring.models import Amendment, Application, Panelist, Peek, Rating, Scorecard
from jobfutures.hiring.rules.scorecards import STEPS, are_open
from jobfutures.hiring.tests.made import card, interview
from jobfutures.hiring.tests.sitting import REASON, Sitting, sitting
from jobfutures.plans.models import KitCriterion
from tests.access import client_of

pytestmark = pytest.mark.django_db
OTHERS = "Drew the queue, and named the moment at which it loses a message."
STATES = sorted({state for state, _event in STEPS} | {to for to, _by in STEPS.values()})


@pytest.fixture
def held(ben: User, ana: User) -> Sitting:
    return sitting(ben, ana)


def criterion(held: Sitting) -> KitCriterion:
    return held.interview.kit.criteria.get(position=1)


def test_a_draft_is_kept_half_said_and_read_by_its_author_alone(held: Sitting) -> None:
    one = criterion(held)
    sent = {"version": held.card("ivan").changed_at.isoformat(), f"{one.pk}-evidence": OTHERS}

    assert held.client("ivan").post(held.path("card/"), sent).status_code == 302

    mine = held.client("ivan").get(held.path("card/"))
    assert OTHERS in mine.text
    assert one.anchors[3] in mine.text
    assert "no-store" in mine["Cache-Control"]
    assert held.card("ivan").state == "DRAFTING"
    for name in ("iris", "rita", "ben"):
        assert OTHERS not in held.client(name).get(held.path()).text, name


def test_a_card_that_lacks_something_is_not_in_and_says_what(held: Sitting) -> None:
    one = criterion(held)
    sent = held.filled("ivan", recommend="") | {f"{one.pk}-evidence": "Knew it.", "submit": "yes"}

    answer = held.client("ivan").post(held.path("card/"), sent)

    assert answer.status_code == 422
    assert "in at least 30 characters" in answer.text
    assert "Choose one; not sure is an answer." in answer.text
    assert "Knew it." in answer.text
    assert held.card("ivan").state == "ASSIGNED"


def test_a_fifth_level_is_refused_with_what_was_typed(held: Sitting) -> None:
    one = criterion(held)

    answer = held.client("ivan").post(held.path("card/"), held.filled("ivan") | {f"{one.pk}-level": "5"})

    assert answer.status_code == 422
    assert "There are four levels" in answer.text
    assert "Compared a lock" in answer.text


def test_who_is_not_on_the_panel_writes_no_card(held: Sitting) -> None:
    sent = {"recommend": "YES"}

    assert held.client("rita").post(held.path("card/"), sent).status_code == 403
    assert held.client("rita").get(held.path("card/")).url == held.path()
    for name in ("ingo", "ana"):  # a member who does not sit in it, and the candidate
        for rest in ("card/", "card/amendment/", "cards/", "cards/peek/"):
            assert held.client(name).post(held.path(rest), sent).status_code == 404, (name, rest)
    Panelist.objects.filter(person=held.people["ivan"]).update(removed_at=timezone.now())
    assert held.client("ivan").get(held.path("card/")).status_code == 404


def test_a_stale_tab_keeps_what_it_says_and_changes_nothing(held: Sitting) -> None:
    old = held.filled("ivan", evidence=OTHERS)
    held.client("ivan").post(held.path("card/"), held.filled("ivan"))

    answer = held.client("ivan").post(held.path("card/"), {**old, "submit": "yes"})

    assert answer.status_code == 409
    assert OTHERS in answer.text
    assert not Rating.objects.filter(evidence=OTHERS).exists()


def test_cards_come_into_sight_together_and_the_decision_begins(held: Sitting) -> None:
    assert held.hand_in("ivan", evidence=OTHERS) == 302
    for name in ("iris", "rita", "ben"):
        assert OTHERS not in held.client(name).get(held.path()).text, name
        assert OTHERS not in (held.client(name).get(held.decision_path).text), name
    assert OTHERS in held.client("ivan").get(held.path()).text, "their own they see"

    assert held.hand_in("iris") == 302

    for name in ("ivan", "iris", "rita", "ben"):
        assert OTHERS in held.client(name).get(held.path()).text, name
    assert Application.objects.get().state == "DECIDING"
    assert sorted(letter.to[0] for letter in mail.outbox) == ["ben@example.org", "rita@example.org"]
    assert held.client("ivan").post(held.path("card/"), held.filled("ivan")).status_code == 409


def test_an_interview_still_to_come_ends_nothing(held: Sitting) -> None:
    interview(held.application, held.people["ivan"])

    held.hand_in("ivan")
    held.hand_in("iris")

    assert Application.objects.get().state == "INTERVIEWING"


def test_a_card_waits_until_the_interview_was_held(ben: User, ana: User) -> None:
    early = sitting(ben, ana, state="SCHEDULED")

    answer = early.client("ivan").post(early.path("card/"), {**early.filled("ivan"), "submit": "yes"})

    assert answer.status_code == 409
    assert "say first, on the page of the interview, that it was held" in answer.text
    assert early.client("ivan").post(early.path("card/"), early.filled("ivan")).status_code == 302


def test_an_amendment_stands_beside_the_card(held: Sitting) -> None:
    held.hand_in("ivan", evidence=OTHERS)
    held.hand_in("iris")
    one = criterion(held)
    sent = held.filled("ivan", evidence=OTHERS, reason="I mixed up two candidates.") | {f"{one.pk}-level": "1"}

    assert held.client("ivan").post(held.path("card/amendment/"), sent).status_code == 302

    shown = held.client("rita").get(held.path()).text
    assert "I mixed up two candidates." in shown
    assert f"1: {one.anchors[0]}" in shown
    assert f"3: {one.anchors[2]}" in shown
    assert Rating.objects.get(card=held.card("ivan"), criterion=one).level == 3
    assert list(Amendment.objects.get().ratings) == [str(one.pk)]
    assert held.client("ivan").post(held.path("card/amendment/"), sent).status_code == 409, "sent twice, once amended"
    again = held.filled("ivan", evidence=OTHERS, reason="I mixed up two candidates.") | {f"{one.pk}-level": "1"}
    assert held.client("ivan").post(held.path("card/amendment/"), again).status_code == 409, "nothing differs"
    assert held.client("ivan").post(held.path("card/amendment/"), again | {"reason": ""}).status_code == 422


def test_a_card_is_waived_by_who_hires_with_a_reason_and_not_at_once(held: Sitting) -> None:
    held.hand_in("ivan")
    path = held.path(f"cards/{held.card('iris').pk}/waiver/")

    assert held.client("ivan").post(path, {"reason": REASON}).status_code == 403
    early = held.client("rita").post(path, {"reason": REASON})
    assert early.status_code == 409
    assert REASON in early.text
    type(held.interview).objects.update(starts_at=timezone.now() - timedelta(days=6))
    assert held.client("rita").post(path, {"reason": ""}).status_code == 422
    assert held.client("rita").post(path, {"reason": REASON}).status_code == 302
    assert (held.card("iris").state, Application.objects.get().state) == ("WAIVED", "DECIDING")
    assert held.client("rita").post(path, {"reason": REASON}).status_code == 409
    assert held.client("iris").post(held.path("card/"), held.filled("iris")).status_code == 409


def test_an_owner_looks_early_by_name_and_the_panel_is_told(held: Sitting) -> None:
    held.hand_in("ivan", evidence=OTHERS)
    held.client("iris").post(
        held.path("card/"), held.filled("iris", evidence="A draft is its author's own: nobody else.")
    )

    assert held.client("rita").post(held.path("cards/peek/"), {"why": REASON}).status_code == 403
    assert OTHERS not in held.client("ben").post(held.path("cards/peek/"), {"why": ""}).text
    assert not Peek.objects.exists()
    answer = held.client("ben").post(held.path("cards/peek/"), {"why": REASON})

    assert OTHERS in answer.text
    assert "A draft is its author" not in answer.text
    assert OTHERS not in held.client("ben").get(held.path()).text, "it stands on that answer alone"
    assert REASON in held.client("iris").get(held.path()).text
    assert sorted(letter.to[0] for letter in mail.outbox) == ["iris@example.org", "ivan@example.org"]
    assert not any(OTHERS in letter.body or REASON in letter.body for letter in mail.outbox)


def test_an_owner_who_interviews_writes_before_they_look(held: Sitting, ben: User) -> None:
    Panelist.objects.create(interview=held.interview, person=ben, added_at=timezone.now())
    card(held.interview, ben)
    held.hand_in("ivan", evidence=OTHERS)

    answer = held.client("ben").post(held.path("cards/peek/"), {"why": REASON})

    assert (answer.status_code, OTHERS in answer.text, Peek.objects.count()) == (409, False, 0)


@given(st.lists(st.sampled_from(STATES), min_size=3, max_size=3))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_and_the_rule_agree_on_what_is_open(held: Sitting, states: list[str]) -> None:
    card(held.interview, held.people["rita"])
    for one, state in zip(held.interview.cards.order_by("pk"), states, strict=True):
        card(held.interview, one.author, state=state)
    cards = list(held.interview.cards.all())

    for viewer in (held.people["ivan"], held.people["ben"]):
        own = next((one.state for one in cards if one.author_id == viewer.pk), None)
        seen = Scorecard.objects.unsealed_for(viewer).filter(interview=held.interview).exclude(author=viewer)
        others = [one for one in cards if one.author_id != viewer.pk]
        assert set(seen) == (set(others) if are_open([one.state for one in cards], own=own) else set())


def test_the_cards_of_a_company_are_nobody_elses(held: Sitting, olga: User) -> None:
    for rest in ("card/", "card/amendment/", "cards/"):
        assert client_of(olga).get(held.path(rest)).status_code == 404
    assert client_of(olga).get(held.decision_path).status_code == 404
