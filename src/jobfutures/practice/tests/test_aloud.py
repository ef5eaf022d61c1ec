"""/practice/aloud/: choosing a question, telling it, what was missing, and what a browser brings."""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.guide.models import Card, Question
from jobfutures.practice.commands.tellings import LONGEST_TYPED, tell_question
from jobfutures.practice.models import Entry, Memory, Telling
from jobfutures.practice.queries_aloud import DAYS_AFTER_ALL_SAID, DAYS_AFTER_MISSED, due_again
from jobfutures.practice.rules import AGAIN

WHERE = "/practice/aloud/first-name/"
ALL = ["one", "two", "three"]


def sent(**other: Any) -> dict[str, Any]:
    return {"key": str(uuid4()), "seconds": "83", "covered": ["one"], "typed": "A name is a label."} | other


def telling(**other: Any) -> dict[str, Any]:
    """Return a telling as a browser writes it down."""
    moment = timezone.now() - timedelta(minutes=5)
    said = {"covered": ["one"], "missed": ["two", "three"], "typed": "words", "seconds": 61}
    return {"id": str(uuid4()), "question": "first-name", "at": moment.isoformat(), **said} | other


def bring(client: Client, **parcel: Any) -> Any:
    return client.post("/practice/log/", json.dumps(parcel), content_type="application/json")


def test_what_was_missing_comes_again_soon_and_what_was_said_does_not(
    at_home: Client, ana: User, cards: list[Card]
) -> None:
    answer = at_home.post(WHERE, sent())

    kept = Telling.objects.visible_to(ana).get()
    assert (kept.covered, kept.missed, kept.seconds, kept.typed) == (
        ["one"],
        ["two", "three"],
        83,
        "A name is a label.",
    )
    again = {memory.card.slug: memory.due_at for memory in Memory.objects.visible_to(ana).select_related("card")}
    assert again.keys() == {"c2", "c3"}
    assert max(filter(None, again.values())) < timezone.now() + timedelta(minutes=10)
    assert {entry.grade for entry in Entry.objects.visible_to(ana)} == {AGAIN}
    page = at_home.get(answer["Location"]).text
    assert "2 key points were missing" in page
    assert "It binds a second name" in page
    assert "A name is a label." in page


def test_the_same_form_sent_twice_is_one_telling(at_home: Client, ana: User, cards: list[Card]) -> None:
    form = sent()
    first, second = at_home.post(WHERE, form), at_home.post(WHERE, form)

    assert first["Location"] == second["Location"]
    assert Telling.objects.visible_to(ana).count() == 1
    assert Entry.objects.visible_to(ana).count() == 2


def test_who_said_everything_has_nothing_due(at_home: Client, ana: User, cards: list[Card]) -> None:
    answer = at_home.post(WHERE, sent(covered=ALL))

    assert "You said all key points" in at_home.get(answer["Location"]).text
    assert not Entry.objects.visible_to(ana).exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"covered": ["one", "nothing"]}, "One of the key points has changed"),
        ({"typed": "word " * LONGEST_TYPED}, "longer than 10000 characters"),
        ({"typed": "a\0b"}, "Null characters"),
    ],
)
def test_a_form_with_a_fault_says_so_and_loses_nothing(
    at_home: Client, ana: User, cards: list[Card], wrong: dict[str, Any], sentence: str
) -> None:
    form = sent(**wrong)
    answer = at_home.post(WHERE, form)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert form["typed"].strip()[:40] in answer.text
    assert re.search(r'value="one"[^>]*checked', answer.text)
    assert not Telling.objects.visible_to(ana).exists()


@pytest.mark.parametrize(("seconds", "kept"), [("", 0), ("-3", 0), ("soon", 0), ("9999999999", 86_400)])
def test_a_clock_that_says_nonsense_costs_nobody_their_words(
    at_home: Client, ana: User, cards: list[Card], seconds: str, kept: int
) -> None:
    at_home.post(WHERE, sent(seconds=seconds))

    assert Telling.objects.visible_to(ana).get().seconds == kept


def test_a_telling_is_seen_by_nobody_else(at_home: Client, stranger: Client, client: Client, cards: list[Card]) -> None:
    where = at_home.post(WHERE, sent())["Location"]

    assert stranger.get(where).status_code == 404
    assert "A name is a label." not in client.get(where).text
    assert at_home.get(f"{WHERE}?told=nonsense").status_code == 404
    assert at_home.get(f"{WHERE}?told={uuid4()}").status_code == 404


def test_only_the_page_that_records_may_ask_for_the_microphone(client: Client, cards: list[Card]) -> None:
    saying, elsewhere = client.get(WHERE), client.get("/practice/aloud/")

    assert "microphone=(self)" in saying["Permissions-Policy"]
    assert "camera=()" in saying["Permissions-Policy"]
    assert "microphone=()" in elsewhere["Permissions-Policy"]
    assert "microphone=()" in client.get("/guides/")["Permissions-Policy"]
    assert "media-src blob:" in saying["Content-Security-Policy"]
    assert "connect-src 'self'" in saying["Content-Security-Policy"]
    assert "media-src" not in client.get("/guides/")["Content-Security-Policy"]


@pytest.mark.parametrize("script", ["recorder", "playback", "waveform", "recordings", "kept"])
def test_what_touches_sound_has_no_way_to_send_it(script: str) -> None:
    place = finders.find(f"practice/{script}.js")
    assert place
    text = Path(str(place)).read_text()

    for way in ("fetch", "XMLHttpRequest", "sendBeacon", "WebSocket", "FormData", "RTCPeer", "postMessage", "store.js"):
        assert way not in text


def test_a_visitor_gets_a_page_that_is_the_same_for_all_and_is_asked_to_sign_in_to_store(
    client: Client, cards: list[Card]
) -> None:
    page = client.get(WHERE).text
    assert "csrf" not in page
    assert 'name="typed"' not in page
    assert 'data-cards="first-name/c2 "' in page

    answer = client.post(WHERE, sent())
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


def test_a_question_that_is_gone_leads_to_its_page_in_the_guide(client: Client, cards: list[Card]) -> None:
    Question.objects.filter(pk="first-name").update(retired=True)

    assert client.get(WHERE)["Location"] == "/guides/python/names/first-name/"
    assert client.get("/practice/aloud/nothing/").status_code == 404


def test_questions_are_chosen_by_area_by_level_or_by_chance(client: Client, cards: list[Card]) -> None:
    choosing = "/practice/aloud/"

    assert 'href="?area=names"' in client.get(choosing).text
    assert WHERE in client.get(f"{choosing}?area=names").text
    assert WHERE in client.get(f"{choosing}?area=names&level=JUNIOR").text
    assert WHERE not in client.get(f"{choosing}?area=names&level=SENIOR").text
    assert client.get(f"{choosing}?area=nowhere&level=none").status_code == 200
    assert client.get(f"{choosing}?any=yes&area=names")["Location"].startswith(choosing)
    assert "no question for this choice" in client.get(f"{choosing}?any=yes&level=SENIOR").text


def test_a_question_is_worth_saying_again_after_a_day_or_after_weeks(ana: User, cards: list[Card]) -> None:
    now = timezone.now()
    first, second = Question.objects.order_by("position")[:2]
    for question, covered in ((first, ["one"]), (second, ALL)):
        tell_question(by=ana, question=question, seconds=9, covered=covered, typed="", at=now, key=uuid4())

    assert due_again(ana, now + timedelta(hours=23)) == []
    after_a_day = due_again(ana, now + timedelta(days=DAYS_AFTER_MISSED))
    assert [(one.question, one.missed) for one in after_a_day] == [(first, 2)]
    assert len(due_again(ana, now + timedelta(days=DAYS_AFTER_ALL_SAID))) == 2


def test_only_the_latest_telling_of_a_question_counts(at_home: Client, ana: User, cards: list[Card]) -> None:
    question = Question.objects.get(pk="first-name")
    now = timezone.now()
    for days, covered in ((9, []), (3, ["one", "two"])):
        then = now - timedelta(days=days)
        tell_question(by=ana, question=question, seconds=9, covered=covered, typed="", at=then, key=uuid4())

    assert [one.missed for one in due_again(ana, now)] == [1]
    assert "1 key point was missing" in at_home.get("/practice/aloud/").text


def test_tellings_of_a_browser_arrive_once(at_home: Client, ana: User, cards: list[Card]) -> None:
    brought = [telling(), telling(question="second-name"), telling(question="gone")]

    for _ in range(2):
        answer = bring(at_home, tellings=brought)
        assert answer.status_code == 200
        assert len(answer.json()["kept"]) == 2

    kept = Telling.objects.visible_to(ana).get(question="first-name")
    assert (kept.covered, kept.missed, kept.typed, kept.seconds) == (["one"], ["two", "three"], "words", 61)
    assert Telling.objects.visible_to(ana).count() == 2
    assert not Entry.objects.visible_to(ana).exists()


def test_points_that_a_question_does_not_have_are_left_out(at_home: Client, ana: User, cards: list[Card]) -> None:
    bring(at_home, tellings=[telling(covered=["one", "other"], missed=["two", "else"])])

    kept = Telling.objects.visible_to(ana).get()
    assert (kept.covered, kept.missed) == (["one"], ["two"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"at": "1999-01-01T00:00:00Z"},
        {"at": "2999-01-01T00:00:00Z"},
        {"at": "2026-11-22T12:00:00"},
        {"id": "7"},
        {"question": "../etc"},
        {"seconds": -1},
        {"seconds": 10**9},
        {"covered": ["a b"]},
        {"missed": ["x"] * 51},
        {"typed": "x" * (LONGEST_TYPED + 1)},
        {"typed": "a\0b"},
    ],
    ids=lambda wrong: str(wrong)[:40],
)
def test_a_parcel_with_a_fault_in_a_telling_is_refused_whole(
    at_home: Client, ana: User, cards: list[Card], wrong: dict[str, Any]
) -> None:
    entry = {"id": str(uuid4()), "act": "REVIEWED", "card": "first-name/c1", "grade": 3, "at": telling()["at"]}
    answer = bring(at_home, entries=[entry], tellings=[telling(), telling(**wrong)])

    assert answer.status_code == 422
    assert answer.json()["detail"]
    assert not Telling.objects.visible_to(ana).exists()
    assert not Entry.objects.visible_to(ana).exists()
