"""Applying: what is chosen is shown, what was shown is sent; whatever is refused keeps what was typed."""

from typing import Any
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company
from jobfutures.companies.tests.made import company, member
from jobfutures.disclosure.payload import digest_of
from jobfutures.hiring.models import Application, Attachment, JobQuestion
from jobfutures.hiring.tests.made import application
from jobfutures.hiring.tests.sent import pdf
from jobfutures.jobs.models import Job
from jobfutures.jobs.tests.made import draft as job_draft
from jobfutures.jobs.tests.made import job
from jobfutures.profiles.models import BlockRule, Profile
from tests.access import client_of
from tests.markup import Page
from tests.people import NOON

pytestmark = pytest.mark.django_db
NAMES = ["profile.name", "profile.email"]


@pytest.fixture
def acme(ben: User) -> Company:
    return company(owner=ben)


@pytest.fixture
def posting(acme: Company) -> Job:
    return job(acme, apply_mode="INTERNAL", apply_url="", ai_screening="Nobody but people reads it.")


@pytest.fixture
def client(ana: User) -> Client:
    Profile.objects.create(owner=ana, name="Ana Example", phone="+49 30 1", city="Berlin", changed_at=NOON)
    return client_of(ana)


def start(posting: Job) -> str:
    return f"/applications/new/{posting.pk}/"


def the(state: str = "DRAFT") -> Application:
    return Application.objects.get(state=state)


def typed(**more: Any) -> dict[str, Any]:
    return {"names": NAMES, "note": "I keep queues short.", "key": str(uuid4()), **more}


def hidden(page: str, action: str) -> dict[str, str]:
    """Return what the form of a page that is sent to `action` says by itself."""
    form = next(one for one in Page(page).forms if one.action.endswith(action))
    return {one.name: one.value for one in form.fields if one.kind == "hidden" and one.name != "csrfmiddlewaretoken"}


def previewed(client: Client) -> dict[str, str]:
    return hidden(client.get(f"/applications/{the().pk}/preview/").text, "submission/")


def test_two_screens_send_exactly_what_was_shown(client: Client, posting: Job, ana: User, ben: User) -> None:
    asked = JobQuestion.objects.create(job=posting, position=1, text="From when?", is_required=True)
    first = client.get(start(posting)).text
    assert "nothing in it yet: fill it in" in first
    assert 'href="/profile/work/"' in first
    assert first.count("checked") == 2

    cv = SimpleUploadedFile("cv.pdf", pdf())
    looked = client.post(start(posting), typed(look="", added=[cv], **{f"answer-{asked.pk}": "March"}))
    draft = the()
    assert looked["Location"] == f"/applications/{draft.pk}/preview/"
    page = client.get(looked["Location"]).text
    for shown in ("Ana Example", ana.email, "From when?", "March", "I keep queues short.", "cv.pdf", "7 days",
                  "Nobody but people reads it.", "A call"):  # fmt: skip
        assert shown in page
    assert "+49 30 1" not in page

    sent = previewed(client)
    for _ in range(2):
        answer = client.post(f"/applications/{draft.pk}/submission/", sent)
        assert answer["Location"] == f"/applications/{draft.pk}/"
    kept = the("SUBMITTED")
    assert kept.snapshot == {"profile.name": [{"title": "Ana Example"}], "profile.email": [{"title": ana.email}]}
    assert (kept.preview, kept.fields, kept.promise_days) == (digest_of(kept.snapshot), NAMES, 7)
    assert kept.answers == [{"question": "From when?", "answer": "March"}]
    assert [one.event for one in kept.happenings.all()] == ["submit"]
    (letter,) = mail.outbox
    assert letter.to == [ben.email]
    assert not any(value in letter.body for value in ("Ana", "queues", ana.email))
    assert client.get(start(posting))["Location"] == f"/applications/{draft.pk}/"


def test_the_last_choice_is_suggested_and_nothing_has_to_be_chosen(client: Client, posting: Job, ana: User) -> None:
    application(job(posting.company, title="Older"), ana, state="DECLINED", fields=["profile.location"])
    page = Page(client.get(start(posting)).text)
    boxes = [one for form in page.forms for one in form.fields if one.name == "names"]
    assert len(boxes) == 4

    client.post(start(posting), {"key": str(uuid4()), "look": ""})
    client.post(f"/applications/{the().pk}/submission/", previewed(client))
    assert (the("SUBMITTED").snapshot, the("SUBMITTED").fields) == ({}, [])


def test_a_stale_preview_sends_nothing_and_shows_how_it_is_now(client: Client, posting: Job, ana: User) -> None:
    client.post(start(posting), typed(look=""))
    seen = previewed(client)
    Profile.objects.filter(owner=ana).update(name="Ana Another")
    answer = client.post(f"/applications/{the().pk}/submission/", seen)

    assert answer.status_code == 409
    assert "Something has changed since you looked" in answer.text
    assert "Ana Another" in answer.text
    client.post(f"/applications/{the().pk}/submission/", hidden(answer.text, "submission/"))
    assert the("SUBMITTED").snapshot["profile.name"] == [{"title": "Ana Another"}]


def test_a_required_answer_is_asked_for_beside_it_and_the_rest_is_kept(client: Client, posting: Job) -> None:
    JobQuestion.objects.create(job=posting, position=1, text="From when?", is_required=True)
    answer = client.post(start(posting), typed(look=""))

    assert answer.status_code == 422
    assert "answer it before you send" in answer.text
    assert the().note == "I keep queues short."
    assert client.post(f"/applications/{the().pk}/", typed(version=the().changed_at.isoformat())).status_code == 302
    page = client.get(f"/applications/{the().pk}/preview/").text
    assert "Send exactly this" not in page
    seal = {"seal": "0" * 64}
    assert client.post(f"/applications/{the().pk}/submission/", seal).status_code == 409


def test_whatever_is_too_long_unknown_or_wrong_is_told_beside_it_and_the_good_is_kept(
    client: Client, posting: Job
) -> None:
    files = [SimpleUploadedFile("cv.pdf", pdf()), SimpleUploadedFile("me.png", b"GIF89a")]
    wrong = typed(note="x" * 2001, names=["profile.name", "profile.work"], added=files)
    answer = client.post(start(posting), wrong)

    assert answer.status_code == 422
    for sentence in ("At most 2000 characters", "has nothing in it any more", "me.png: it is not what its name says"):
        assert sentence in answer.text
    assert "x" * 2001 in answer.text
    assert [one.name for one in Attachment.objects.all()] == ["cv.pdf"]
    more = [SimpleUploadedFile(f"{number}.txt", b"Text %d" % number) for number in range(3)]
    again = client.post(f"/applications/{the().pk}/", typed(version=the().changed_at.isoformat(), added=more))
    assert "2.txt: three files go along already" in again.text
    dropped = typed(version=the().changed_at.isoformat(), drop=[str(Attachment.objects.get(name="cv.pdf").pk)])
    client.post(f"/applications/{the().pk}/", dropped)
    assert sorted(one.name for one in Attachment.objects.all()) == ["0.txt", "1.txt"]


def test_two_tabs_lose_nothing_and_a_form_sent_twice_is_one_draft(client: Client, posting: Job) -> None:
    once = typed(note="First")
    assert [client.post(start(posting), once).status_code for _ in range(2)] == [302, 302]
    answer = client.post(start(posting), typed(note="Second"))
    assert answer.status_code == 409
    assert "You saved this draft elsewhere" in answer.text
    assert "Second" in answer.text
    assert the().note == "First"

    retried = hidden(answer.text, f"/applications/{the().pk}/")
    assert (
        client.post(f"/applications/{the().pk}/", typed(note="Second", version=retried["version"])).status_code == 302
    )
    assert the().note == "Second"
    client.post(f"/applications/{the().pk}/submission/", previewed(client))
    late = client.post(f"/applications/{the('SUBMITTED').pk}/", typed(note="Third"))
    assert (late.status_code, the("SUBMITTED").note) == (409, "Second")
    assert client.post(start(posting), typed()).status_code == 409


def test_who_may_not_apply_is_told_why_and_keeps_the_draft(
    client: Client, posting: Job, acme: Company, ana: User
) -> None:
    client.post(start(posting), typed(look=""))
    page = f"/applications/{the().pk}/submission/"
    seen = previewed(client)

    def refused() -> str:
        answer = client.post(page, seen)
        assert answer.status_code == 409
        assert the().note == "I keep queues short."
        return answer.text

    for state in ("PAUSED", "CLOSING", "CLOSED", "REMOVED"):
        Job.objects.filter(pk=posting.pk).update(state=state)
        assert ("is paused" if state == "PAUSED" else "takes no more applications") in refused()
    Job.objects.filter(pk=posting.pk).update(state="PUBLISHED", closes_at=NOON)
    assert "takes no more applications" in refused()
    Job.objects.filter(pk=posting.pk).update(closes_at=posting.closes_at)
    acting = member(acme, ana)
    assert "You act for this company" in refused()
    acting.delete()
    rule = BlockRule.objects.create(owner=ana, kind="DOMAIN", value="acme.example", made_at=NOON)
    assert "You hide from this company" in refused()
    rule.delete()
    EmailAddress.objects.filter(user=ana).update(verified=False)
    assert "Confirm your e-mail address" in refused()
    EmailAddress.objects.filter(user=ana).update(verified=True)
    assert client.post(page, seen).status_code == 302


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({"state": "PAUSED"}, 409), ({"state": "CLOSED"}, 409), ({"closes_at": NOON}, 409),
        ({"apply_mode": "EXTERNAL"}, 409), ({"state": "DRAFT"}, 404), ({"state": "REMOVED"}, 404),
    ],
)  # fmt: skip
def test_nobody_begins_what_cannot_be_sent(client: Client, posting: Job, facts: dict[str, Any], status: int) -> None:
    Job.objects.filter(pk=posting.pk).update(**facts)

    assert client.get(start(posting)).status_code == status
    answer = client.post(start(posting), typed())
    assert (answer.status_code, Application.objects.count()) == (status, 0)
    assert ("I keep queues short." in answer.text) is (status == 409)


def test_a_draft_is_nobody_elses_and_goes_when_it_is_deleted(client: Client, posting: Job, ben: User) -> None:
    client.post(start(posting), typed(added=[SimpleUploadedFile("cv.pdf", pdf())]))
    draft, file = the(), Attachment.objects.get()
    address = f"/applications/{draft.pk}/"
    download = client.get(f"{address}files/{file.pk}/")

    assert download.content == pdf()
    assert download["Content-Disposition"] == 'attachment; filename="cv.pdf"'
    assert download["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert (download["X-Content-Type-Options"], "no-store" in download["Cache-Control"]) == ("nosniff", True)
    for path in ("", "preview/", "deletion/", f"files/{file.pk}/"):
        assert client_of(ben).get(f"{address}{path}").status_code == 404
        assert Client().get(f"{address}{path}").status_code == 302
    client.post(f"{address}deletion/")
    assert (Application.objects.count(), Attachment.objects.count()) == (0, 0)


def test_the_posting_tells_whoever_applied_and_nobody_else(client: Client, posting: Job, ben: User) -> None:
    address = posting.get_absolute_url()
    assert start(posting) in Client().get(address).text
    client.post(start(posting), typed())
    assert "You have begun an application" in client.get(address).text
    Application.objects.update(state="SUBMITTED", snapshot={}, submitted_at=NOON)
    assert "You have applied for this job." in client.get(address).text
    assert "You have applied" not in client_of(ben).get(address).text
    Application.objects.update(state="WITHDRAWN")
    assert start(posting) in client.get(address).text


def test_a_draft_of_a_posting_nobody_sees_is_not_there(client: Client, acme: Company) -> None:
    assert client.get(start(job_draft(acme))).status_code == 404
