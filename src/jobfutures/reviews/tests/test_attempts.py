"""What people do with a review, as commands: draft, submit, bring along, delete."""

from uuid import uuid4

import pytest

from jobfutures.ledger.models import Entry
from jobfutures.reviews.commands.attempts import CannotKeepAttempt, delete_attempt, keep_attempt
from jobfutures.reviews.commands.drafts import CannotKeep, choose_verdict, discard_draft, drop_comment, keep_comment
from jobfutures.reviews.models import Attempt, Draft, Review
from jobfutures.reviews.queries import done_by, draft_of, for_session, next_after
from jobfutures.reviews.tests.made import ON_FINE, OWNER, SWALLOWED, TWICE, attempt, drafted, said
from tests.people import NOON


def test_an_attempt_keeps_its_result_and_ends_the_draft(ana, change) -> None:
    keep_comment(by=ana, review=change, comment=drafted(TWICE), at=NOON)
    sent = attempt(ana, change, said(TWICE), said(OWNER), said(ON_FINE))

    assert (sent.found, sent.findings, sent.verdict) == (2, 3, "CHANGES")
    assert [one["status"] for one in sent.result["findings"]] == ["found", "found", "missed"]
    assert [one["comments"] for one in sent.result["fine"]] == [[2], []]
    assert draft_of(ana, change) is None
    assert Entry.objects.about(sent.ledger_subject()).get().kind == "reviews.submitted"


def test_the_same_form_sent_twice_is_one_attempt(ana, ben, change) -> None:
    key = uuid4()
    first = attempt(ana, change, key=key)

    assert attempt(ana, change, said(OWNER), key=key) == first
    assert attempt(ben, change, key=key) != first


def test_comments_of_two_tabs_do_not_undo_each_other(ana, change) -> None:
    one, other = drafted(TWICE), drafted(OWNER)
    for comment in (one, other, one.model_copy(update={"text": "Better said."})):
        keep_comment(by=ana, review=change, comment=comment, at=NOON)
    choose_verdict(by=ana, review=change, verdict="approve", at=NOON)
    draft = draft_of(ana, change)

    assert [comment["text"] for comment in draft.comments] == ["Better said.", "Look at this."]
    assert draft.verdict == "APPROVE"
    drop_comment(by=ana, review=change, comment_id=one.id, at=NOON)
    drop_comment(by=ana, review=change, comment_id=uuid4(), at=NOON)
    assert [comment["id"] for comment in draft_of(ana, change).comments] == [str(other.id)]
    discard_draft(by=ana, review=change)
    assert not Draft.objects.exists()


def test_a_review_holds_forty_comments(ana, change) -> None:
    for _ in range(40):
        keep_comment(by=ana, review=change, comment=drafted(TWICE), at=NOON)

    with pytest.raises(CannotKeep, match="at most 40"):
        keep_comment(by=ana, review=change, comment=drafted(TWICE), at=NOON)
    assert len(draft_of(ana, change).comments) == 40


def brought(ana, **more):
    record = {
        "id": uuid4(), "review": "carrier-retry", "verdict": "changes",
        "comments": [{**TWICE, "text": "Twice?"}], "at": NOON,
    }  # fmt: skip
    return keep_attempt(by=ana, **record | more)


def test_what_a_browser_kept_is_taken_once(ana, ben, change) -> None:
    key = uuid4()
    keep_comment(by=ana, review=change, comment=drafted(OWNER), at=NOON)
    first = brought(ana, id=key)

    assert brought(ana, id=key) == first
    assert (first.found, first.submitted_at, first.comments[0]["text"]) == (1, NOON, "Twice?")
    assert draft_of(ana, change) is not None
    assert brought(ben, id=key) != first


@pytest.mark.parametrize(
    "wrong",
    [
        {"review": "nothing"},
        {"review": "a\0b"},
        {"verdict": "maybe"},
        {"comments": "many"},
        {"comments": None},
        {"comments": [{**TWICE}]},
        {"comments": [{**TWICE, "text": ""}]},
        {"comments": [{**TWICE, "text": "a\0b"}]},
        {"comments": [{**TWICE, "text": "\ud800"}]},
        {"comments": [{**TWICE, "text": "x", "lines": [35, 3500]}]},
        {"comments": [{**TWICE, "text": "x", "lines": [36, 35]}]},
        {"comments": [{**TWICE, "text": "x", "lines": [0, 1]}]},
        {"comments": [{**TWICE, "text": "x", "file": "../booking.py"}]},
        {"comments": [{**TWICE, "text": "x", "category": "style"}]},
        {"comments": [{**TWICE, "text": "x" * 2001}]},
        {"comments": [{**TWICE, "text": "x"}] * 41},
    ],
)
def test_what_does_not_fit_is_refused_whole_and_stays_in_the_browser(ana, change, wrong) -> None:
    with pytest.raises(CannotKeepAttempt, match="It stays in your browser"):
        brought(ana, **wrong)

    assert not Attempt.objects.exists()


def test_one_deletes_ones_own_and_nobody_elses(ana, ben, change) -> None:
    mine, other = attempt(ana, change), attempt(ben, change)
    delete_attempt(by=ana, attempt=other, at=NOON)
    delete_attempt(by=ana, attempt=mine, at=NOON)

    assert list(Attempt.objects.all()) == [other]
    acts = [entry.kind for entry in Entry.objects.about(mine.ledger_subject()).in_order()]
    assert acts == ["reviews.submitted", "reviews.deleted"]


def test_a_session_takes_what_fits_and_is_not_done(ana, ben, change, decoy, django_assert_num_queries) -> None:
    attempt(ana, change)
    with django_assert_num_queries(1):
        assert [one.slug for one in for_session()] == ["shelf-search", "carrier-retry"]

    assert [one.slug for one in for_session(areas=["A1"])] == ["carrier-retry"]
    assert [one.slug for one in for_session(areas=["A1", "A2"], levels=["JUNIOR"])] == ["shelf-search"]
    assert [one.slug for one in for_session(not_done_by=ana)] == ["shelf-search"]
    assert len(for_session(not_done_by=ben)) == 2
    (first, second) = for_session()
    assert (second.areas, second.level, second.minutes) == (("A1", "A2"), "MIDDLE", 10)
    assert first.address == "/practice/reviews/shelf-search/"


def test_what_a_person_did_is_told_once_a_review(ana, ben, change, decoy, django_assert_num_queries) -> None:
    attempt(ana, change)
    attempt(ana, change, said(TWICE), said(OWNER), said(SWALLOWED))
    attempt(ana, decoy, said({**TWICE, "file": "shelf/books.py"}), verdict="approve")
    Review.objects.filter(pk="shelf-search").update(retired=True)

    with django_assert_num_queries(2):
        done = {one.slug: one for one in done_by(ana)}

    assert (done["carrier-retry"].attempts, done["carrier-retry"].found, done["carrier-retry"].findings) == (2, 3, 3)
    assert (done["shelf-search"].findings, done["shelf-search"].is_verdict_right) == (0, True)
    assert done_by(ben) == []


def test_the_next_one_is_near_and_not_done(ana, change, decoy) -> None:
    assert next_after(change, ana) == decoy
    attempt(ana, decoy)
    assert next_after(change, ana) is None
