"""A company asks an applicant to share something; it learns nothing from what comes of it."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company
from jobfutures.companies.tests.made import company, member
from jobfutures.hiring.commands.asking import bring_asked
from jobfutures.hiring.commands.moving import locked, move
from jobfutures.hiring.models import Application, Asked
from jobfutures.hiring.rules.applications import Actor
from jobfutures.hiring.tests.made import application, interview
from jobfutures.jobs.tests.made import job
from jobfutures.profiles.models import BlockRule, Profile
from jobfutures.sharing.commands import dismiss_request
from jobfutures.sharing.models import Grant, Request
from jobfutures.sharing.queries import told_events
from jobfutures.sharing.tests.made import grant
from tests.access import client_of
from tests.people import NOON, person

pytestmark = pytest.mark.django_db
ASKED = {"names": ["check.level", "profile.phone"], "purpose": "APPLICATION", "message": "For the first call."}


@pytest.fixture
def acme(ben: User) -> Company:
    return company(owner=ben)


@pytest.fixture
def sent(acme: Company, ana: User) -> Application:
    return application(job(acme), ana, state="ACKNOWLEDGED")


@pytest.fixture
def bens(ben: User) -> Client:
    return client_of(ben)


def at(one: Application, page: str = "") -> str:
    return f"/hire/acme/applications/{one.pk}/{page}"


def ask(client: Client, one: Application, **changed: object) -> int:
    return client.post(at(one, "requests/"), {**ASKED, "key": str(uuid4()), **changed}).status_code


def test_it_is_asked_brought_and_answered_like_any_other_request(sent: Application, bens: Client, ana: User) -> None:
    key = str(uuid4())
    assert [ask(bens, sent, key=key), ask(bens, sent, key=key)] == [302, 302]
    request = Request.objects.get()
    assert (request.email, request.candidate, Asked.objects.get().application) == ("", None, sent)
    for _ in range(2):
        bring_asked.func(str(request.pk))

    assert f"/sharing/requests/{request.pk}/" in client_of(ana).get("/sharing/").text
    assert [one.to for one in mail.outbox] == [[ana.email]]
    page = bens.get(at(sent)).text
    assert f"/hire/acme/shared/{request.pk}/" in page
    assert "You asked for something to be shared." in page
    assert bens.get(f"/hire/acme/shared/{request.pk}/").text.count("Not shared.") == 2
    assert [ask(bens, sent), ask(bens, sent)] == [302, 409]
    Request.objects.update(at=timezone.now() - timedelta(days=15))
    assert ask(bens, sent) == 302
    assert ask(bens, application(sent.job, person("another"))) == 302


def test_whatever_comes_of_it_the_company_reads_the_same(sent: Application, bens: Client, ana: User) -> None:
    ask(bens, sent)
    request = Request.objects.get()
    clock = re.compile(r"data-token=\"\w+\"|value=\"[\w-]+\"|Opened by.*")

    def pages() -> list[str]:
        return [clock.sub("", bens.get(one).text) for one in (at(sent), f"/hire/acme/shared/{request.pk}/")]

    pages()  # the first says that it was asked
    not_there_yet = pages()
    bring_asked.func(str(request.pk))
    request.refresh_from_db()
    ignored = pages()
    dismiss_request(by=ana, request=request, at=timezone.now())
    declined = pages()
    grant(
        ana, sent.job.company, ["profile.phone"], at=timezone.now(), request=request
    )  # of something that is not there
    never_taken = pages()

    assert not_there_yet == ignored == declined == never_taken


def test_what_is_asked_wrongly_or_by_others_is_not_asked(sent: Application, bens: Client, ana: User) -> None:
    ivan = member(sent.job.company, person("ivan"), "INTERVIEWER").person
    interview(sent, ivan)
    assert [ask(client_of(who), sent) for who in (ivan, ana, person("stranger"))] == [403, 404, 404]
    for wrong in ({"names": []}, {"names": ["check.score"]}, {"purpose": "FUN"}, {"message": "x" * 501}):
        assert ask(bens, sent, **wrong) == 422
    Application.objects.filter(pk=sent.pk).update(state="DECLINED")
    assert ask(bens, sent) == 409
    assert not Request.objects.exists()
    Application.objects.filter(pk=sent.pk).update(state="ACKNOWLEDGED")
    ask(bens, sent)
    BlockRule.objects.create(owner=ana, kind="COMPANY", value="acme", made_at=NOON)
    bring_asked.func(str(Request.objects.get().pk))
    assert Request.objects.get().candidate is None


@pytest.mark.parametrize(("event", "role"), [("withdraw", Actor.CANDIDATE), ("decline", Actor.RECRUITER)])
def test_the_end_of_an_application_ends_what_was_shared_for_it(
    sent: Application, bens: Client, ana: User, event: str, role: Actor
) -> None:
    Profile.objects.update_or_create(owner=ana, defaults={"phone": "+49 30 1234567", "changed_at": NOON})
    ask(bens, sent)
    ask(bens, sent)
    first, open_one = Request.objects.order_by("pk")
    now = timezone.now()
    given = grant(ana, sent.job.company, ["profile.phone"], at=now, request=first, expires_at=now + timedelta(days=90))
    short = grant(
        ana, sent.job.company, ["profile.phone"], at=now, request=open_one, expires_at=now + timedelta(days=3)
    )
    other = grant(ana, sent.job.company, ["profile.phone"], at=now)
    page = f"/hire/acme/shared/{first.pk}/"
    assert "1234567" in bens.get(page).text

    move(locked(sent), event, by=ana, role=role, at=now, text="No.")

    given.refresh_from_db()
    if event == "withdraw":
        assert given.revoked_at
        assert "1234567" not in bens.get(page).text
    else:
        assert (given.revoked_at, given.expires_at) == (None, now + timedelta(days=14))
        assert [one.act for one in told_events(given)] == ["Ends sooner: the application that it was for has ended"]
    assert Grant.objects.get(pk=short.pk).expires_at == now + timedelta(days=3)
    assert Grant.objects.get(pk=other.pk).revoked_at is None
    assert not Request.objects.filter(answered_at=None).exists()
