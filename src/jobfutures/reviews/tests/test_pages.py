"""The pages of the reviews, as people without script meet them."""

import json
from html import unescape
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from jobfutures.guide.tests.loaded import load
from jobfutures.guide.tests.made import content_folder
from jobfutures.reviews.commands.drafts import keep_comment
from jobfutures.reviews.models import Attempt, Review
from jobfutures.reviews.queries import draft_of
from jobfutures.reviews.tests.made import (
    NO_ALARM,
    ON_FINE,
    OWNER,
    SWALLOWED,
    TASTE,
    TWICE,
    attempt,
    drafted,
    said,
    typed,
)
from tests.markup import Page
from tests.people import NOON

WHERE = "/practice/reviews/carrier-retry/"
DECOY = "/practice/reviews/shelf-search/"


@pytest.fixture
def small_home(db, tmp_path) -> None:
    load(content_folder(tmp_path), NOON)


def travelling(page: str) -> list[dict[str, object]]:
    """Return the comments that travel in the form of a page."""
    (form,) = [form for form in Page(page).forms if {"draft", "first"} <= form.values().keys()]
    found: list[dict[str, object]] = json.loads(form.values()["draft"])
    return found


def sent(verdict: str = "changes", *comments, **more):
    """Return what a visitor's form sends at the end."""
    draft = json.dumps([drafted(one).model_dump(mode="json") for one in comments])
    return {"verdict": verdict, "draft": draft, "form_key": str(uuid4()), **more}


def test_the_list_shows_what_a_review_is_about_and_what_one_has_done(at_home, ana, change, decoy) -> None:
    attempt(ana, change)
    keep_comment(by=ana, review=decoy, comment=drafted({**TWICE, "file": "shelf/books.py"}), at=NOON)

    page = at_home.get("/practice/reviews/").text

    assert page.index("Search the shelf") < page.index("Ask the carrier again"), "juniors' reviews first"
    assert "about 10 minutes" in page
    assert page.count("You reviewed it on 22 November 2026.") == 1
    assert page.count('<p class="small soft">You have begun it.</p>') == 1
    assert "You reviewed it on 22" not in Client().get("/practice/reviews/").text


def test_the_list_is_narrowed_without_script_and_a_wrong_value_narrows_nothing(client, change) -> None:
    assert "Search the shelf" not in client.get("/practice/reviews/?level=MIDDLE&area=names").text
    assert "Search the shelf" in client.get("/practice/reviews/?level=WRONG&area=nothing").text
    assert "No review is about this area" in client.get("/practice/reviews/?level=SENIOR").text


def test_a_visitor_reads_the_change_and_nothing_of_the_key(client, change) -> None:
    page = client.get(WHERE).text

    for shown in (
        "does not answer for a few seconds",
        "parcels/booking.py",
        "+26",
        "37 unchanged lines",
        "not changed",
    ):
        assert shown in page, shown
    for hidden in ("given to anybody", "one time less", "Ask of every retry", "csrfmiddlewaretoken"):
        assert hidden not in page, hidden
    assert f'href="{WHERE}comments/?line=0-before-27#comment"' in page
    assert 'aria-label="Comment on line 27, removed"' in page


def test_a_line_opens_the_form_for_itself(client, change) -> None:
    page = client.get(f"{WHERE}comments/?line=0-before-27").text

    (form,) = [form for form in Page(page).forms if "first" in form.values()]
    values = form.values()
    assert (values["file"], values["side"], values["first"]) == ("parcels/booking.py", "before", "27")
    assert page.count(' chosen"') == 1


@pytest.mark.parametrize("line", ["", "9-after-1", "0-after-999", "0-after-0", "0-left-1", "x", "0-after-٣"])
def test_a_line_that_is_not_there_opens_an_empty_form(client, change, line) -> None:
    page = client.get(f"{WHERE}comments/", {"line": line}).text

    (form,) = [form for form in Page(page).forms if "first" in form.values()]
    assert form.values()["first"] == ""


def test_without_script_a_visitors_draft_travels_from_page_to_page(client, change) -> None:
    page = client.post(f"{WHERE}comments/", typed(TWICE, "Twice?", draft="[]", act="keep")).text
    (first,) = travelling(page)
    assert "Twice?" in page
    assert 'name="line"' in page, "a line is a button now, so that the draft goes along"

    page = client.post(f"{WHERE}comments/", {"draft": json.dumps([first]), "line": "0-after-51", "text": "half"}).text
    assert travelling(page) == [first]
    assert ">\nhalf</textarea>" in page

    kept = typed(SWALLOWED, "Lost?", draft=json.dumps([first]), act="keep")
    both = travelling(client.post(f"{WHERE}comments/", kept).text)
    assert [one["text"] for one in both] == ["Twice?", "Lost?"]

    page = client.post(f"{WHERE}comments/", {"draft": json.dumps(both), "act": f"edit:{first['id']}"}).text
    assert ">\nTwice?</textarea>" in page
    again = typed(TWICE, "Booked twice?", draft=json.dumps(both), act="keep", editing=first["id"])
    both = travelling(client.post(f"{WHERE}comments/", again).text)
    assert [one["text"] for one in both] == ["Booked twice?", "Lost?"]

    left = client.post(f"{WHERE}comments/", {"draft": json.dumps(both), "act": f"drop:{first['id']}"}).text
    assert [one["text"] for one in travelling(left)] == ["Lost?"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": " "}, "Write what you would tell the author."),
        ({"text": "x" * 2001}, "at most 2000 characters"),
        ({"category": ""}, "Choose what the comment is about."),
        ({"severity": ""}, "Choose how much it weighs."),
        ({"category": "style"}, "Select a valid choice"),
        ({"first": ""}, "Which line is it?"),
        ({"first": "0"}, "greater than or equal to 1"),
        ({"first": "900", "last": ""}, "On this side the file has 53 lines."),
        ({"last": "900"}, "On this side the file has 53 lines."),
        ({"first": "35", "last": "34"}, "The last line stands before the first."),
        ({"file": "../booking.py"}, "Select a valid choice"),
        ({"side": "before", "first": "53", "last": "53"}, "On this side the file has 33 lines."),
    ],
)
def test_a_comment_that_cannot_be_kept_is_refused_and_nothing_is_lost(client, at_home, change, wrong, sentence) -> None:
    other = json.dumps([drafted(OWNER, "kept before").model_dump(mode="json")])
    for who, more in ((client, {"draft": other}), (at_home, {})):
        answer = who.post(f"{WHERE}comments/", {**typed(TWICE, "my text"), "act": "keep", **more, **wrong})

        assert answer.status_code == 422
        assert sentence in unescape(answer.text)
        assert "my text" in answer.text or "text" in wrong
        assert ("kept before" in answer.text) == bool(more)


OUTSIDE = json.dumps([{"id": str(uuid4()), **TWICE, "lines": [1, 900], "text": "x"}])


@pytest.mark.parametrize("draft", ["no JSON", "{}", "[[[", '[{"id": 1}]', OUTSIDE], ids=range(5))
def test_a_draft_that_cannot_be_read_is_told(client, change, draft) -> None:
    answer = client.post(f"{WHERE}attempts/", sent(draft=draft))

    assert answer.status_code == 422
    assert "could not be read" in answer.text


def test_an_account_keeps_the_draft_from_page_to_page(at_home, ana, change) -> None:
    answer = at_home.post(f"{WHERE}comments/", typed(TWICE, "Twice?", act="keep"))
    (kept,) = draft_of(ana, change).comments
    assert answer["Location"] == f"{WHERE}#comment-{kept['id']}"
    assert "Twice?" in at_home.get(WHERE).text

    assert ">\nTwice?</textarea>" in at_home.get(f"{WHERE}comments/?act=edit:{kept['id']}").text
    at_home.post(f"{WHERE}comments/", typed(TWICE, "Booked twice?", act="keep", editing=kept["id"]))
    assert [one["text"] for one in draft_of(ana, change).comments] == ["Booked twice?"]

    at_home.post(f"{WHERE}comments/", {"act": f"drop:{kept['id']}"})
    assert draft_of(ana, change).comments == []
    at_home.post(f"{WHERE}draft/deletion/")
    assert draft_of(ana, change) is None


def test_script_keeps_one_change_at_a_time(at_home, ana, change) -> None:
    one = drafted(TWICE, "", category=None, is_open=True)
    for what in ({"put": one.model_dump(mode="json")}, {"verdict": "approve"}):
        assert at_home.post(f"{WHERE}draft/", {"change": json.dumps(what)}).status_code == 204
    page = at_home.get(WHERE).text
    assert f"comment-{one.id}" in page
    assert 'value="approve" autocomplete' in page or "checked" in page

    assert at_home.post(f"{WHERE}draft/", {"change": json.dumps({"drop": str(one.id)})}).status_code == 204
    assert draft_of(ana, change).comments == []
    for wrong in ("", "[]", "{", json.dumps({"put": {**TWICE, "id": str(one.id), "text": "a\0"}}), '{"other": 1}'):
        assert at_home.post(f"{WHERE}draft/", {"change": wrong}).status_code == 422
    assert draft_of(ana, change).comments == []


def test_a_visitor_gets_the_result_at_once_and_nothing_is_stored(client, change) -> None:
    comments = (TWICE, {**OWNER, "category": "tests"}, ON_FINE, NO_ALARM, TASTE)
    answer = client.post(f"{WHERE}attempts/", sent("changes", *comments))

    assert answer.status_code == 200
    page = unescape(answer.text)
    for words in (
        "You found 1 of 3 things that a reviewer should say. You saw 1 more, and called it something else.",
        "You requested changes, and so does the key.",
        "Seen, called something else",
        "Not found",
        "You weighed it as the key does.",
        "The loop runs one time less",
        "False alarms",
        "They count neither for nor against",
        "Ask of every retry",
        "Next: “Search the shelf, in three orders”",
    ):
        assert words in page, words
    assert "%" not in page.partition("<main")[2].replace("percent", "")
    assert not Attempt.objects.exists()
    kept = json.loads(unescape(answer.text.partition('data-kept="')[2].partition('"')[0]))
    assert kept.keys() == {"id", "review", "verdict", "comments"}
    assert kept["comments"][0] == {**TWICE, "text": "Look at this."}


def test_a_decoy_says_plainly_that_nothing_was_wrong(client, decoy) -> None:
    approved = client.post(f"{DECOY}attempts/", sent("approve")).text
    doubted = client.post(
        f"{DECOY}attempts/", sent("changes", {**TWICE, "file": "shelf/books.py", "lines": [48, 49]})
    ).text

    assert "Nothing was wrong in this change, and approving it was right." in approved
    assert "Nothing was wrong in this change: approving it would have been right." in doubted
    assert "You requested changes; the key approves." in doubted
    assert "No word of the visitor comes near it" in doubted
    assert "What is planted" not in approved


def test_a_submission_leads_to_its_result_and_the_same_form_to_the_same_one(at_home, ana, change) -> None:
    keep_comment(by=ana, review=change, comment=drafted(OWNER), at=NOON)
    form = {"verdict": "changes", "form_key": str(uuid4())}
    first = at_home.post(f"{WHERE}attempts/", {**form, **typed(TWICE)})
    second = at_home.post(f"{WHERE}attempts/", form)

    assert first.status_code == 302
    assert first["Location"] == second["Location"]
    page = at_home.get(first["Location"]).text
    assert "You found 2 of 3 things" in page
    assert "2 of 3 found" in at_home.get(WHERE).text


HALF = {"verdict": "changes", "text": "half", "file": "parcels/booking.py", "side": "after", "first": "3"}
NOT_WHOLE = [({}, "Approve the change, or request changes."), (HALF, "Choose what the comment is about.")]


@pytest.mark.parametrize(("given", "sentence"), NOT_WHOLE)
def test_a_review_that_is_not_whole_is_refused_and_nothing_is_lost(client, at_home, change, given, sentence) -> None:
    for who in (client, at_home):
        answer = who.post(f"{WHERE}attempts/", {"draft": "[]", **given})

        assert answer.status_code == 422
        assert sentence in answer.text
        assert given.get("text", "") in answer.text
    assert not Attempt.objects.exists()


def test_a_comment_that_was_begun_is_not_lost_on_the_way(at_home, ana, change) -> None:
    keep_comment(by=ana, review=change, comment=drafted(TWICE, "begun", category=None), at=NOON)
    keep_comment(by=ana, review=change, comment=drafted(OWNER, " ", category=None), at=NOON)

    answer = at_home.post(f"{WHERE}attempts/", {"verdict": "changes"})

    assert answer.status_code == 422
    assert "parcels/booking.py, 35, is not finished" in answer.text


def test_a_result_of_an_older_change_is_shown_without_its_lines(at_home, ana, change) -> None:
    found = attempt(ana, change, said(TWICE, "mine"))
    assert "</pre>" in at_home.get(found.get_absolute_url()).text
    Review.objects.update(version="another")

    page = at_home.get(found.get_absolute_url()).text

    assert "The change has been rewritten since." in page
    assert "</pre>" not in page
    assert "mine" in page
    assert "You found 1 of 3 things" in page


def test_somebody_elses_result_does_not_exist(ana, stranger, change) -> None:
    found = attempt(ana, change)

    assert stranger.get(found.get_absolute_url()).status_code == 404
    assert stranger.post(f"{found.get_absolute_url()}deletion/").status_code == 404
    assert Attempt.objects.exists()


def test_one_deletes_a_result_when_asked(at_home, ana, change) -> None:
    found = attempt(ana, change)
    assert "This cannot be undone." in at_home.get(found.get_absolute_url()).text

    assert at_home.post(f"{found.get_absolute_url()}deletion/")["Location"] == WHERE
    assert at_home.get(found.get_absolute_url()).status_code == 404


def test_a_retired_review_says_so_and_its_results_stay(at_home, ana, change) -> None:
    found = attempt(ana, change)
    Review.objects.update(retired=True)

    for method, path in (("get", ""), ("get", "comments/"), ("post", "attempts/")):
        answer = getattr(at_home, method)(f"{WHERE}{path}")
        assert answer.status_code == 410
        assert "This review was retired" in answer.text
    assert at_home.get(found.get_absolute_url()).status_code == 200
    assert at_home.get("/practice/reviews/nothing/").status_code == 404


@time_machine.travel(NOON, tick=False)
def test_too_many_posts_are_refused(client, settings, change) -> None:
    settings.POST_LIMITS_FACTOR = 1
    answers = [client.post(f"{WHERE}attempts/", {"verdict": "approve"}) for _ in range(61)]

    assert [answer.status_code for answer in answers[-2:]] == [200, 429]


def test_a_draft_that_is_typed_has_a_limit_of_its_own(at_home, settings, change) -> None:
    settings.POST_LIMITS_FACTOR = 1
    verdict = {"change": json.dumps({"verdict": "approve"})}

    assert {at_home.post(f"{WHERE}draft/", verdict).status_code for _ in range(70)} == {204}


def test_home_counts_them_and_the_sitemap_names_them(client, small_home, change) -> None:
    assert "/practice/reviews/carrier-retry/" in client.get("/sitemap.xml").text
    assert '<a href="/practice/reviews/">2</a>' in client.get("/").text
