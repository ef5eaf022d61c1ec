"""A company's program gets a token for an hour, acts as a recruiter of that company alone, and never judges people."""

from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.idp.oidc.models import Client as OidcClient
from allauth.idp.oidc.models import Token
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from jobfutures.accounts.counted import of_day
from jobfutures.accounts.models import User
from jobfutures.clients.commands.clients import revoke_client
from jobfutures.clients.models import ApiClient
from jobfutures.clients.queries.bearers import bearer_of
from jobfutures.clients.tests.made import client
from jobfutures.companies.models import Company
from jobfutures.companies.queries import members_of, recruiters_of
from jobfutures.companies.tests.made import company, member
from jobfutures.hiring.commands.answering import (
    No,
    advance_application,
    decline_application,
    open_application,
    write_message,
)
from jobfutures.hiring.commands.asking import ask_applicant
from jobfutures.hiring.models import Application, ReasonCode
from jobfutures.hiring.tests.made import MESSAGE, application
from jobfutures.jobs.tests.made import job
from jobfutures.ledger.models import Entry
from jobfutures.notices.models import Letter, Notice
from jobfutures.plans.tests.made import plan
from jobfutures.web.queries import operator_facts
from tests.access import client_of
from tests.leaks import texts
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def acme(ben: User) -> Company:
    return company(owner=ben)


def asked(number: str, secret: str, **more: str) -> dict[str, object]:
    said = {"grant_type": "client_credentials", "client_id": number, "client_secret": secret, **more}
    answer = Client().post("/oauth/token", said)
    return {**answer.json(), "status": answer.status_code}


def test_a_program_gets_a_token_for_an_hour_and_no_other_way_in(acme: Company, ben: User) -> None:
    made, secret = client(acme, ben, scopes=["read:hiring"])
    number = str(made.oidc_id)

    found = asked(number, secret)
    assert (found["status"], found["token_type"], found["expires_in"], found["scope"]) == (
        200, "Bearer", 3600, "read:hiring",
    )  # fmt: skip
    assert "refresh_token" not in found
    token, now = str(found["access_token"]), timezone.now()
    bearer = bearer_of(token, now)
    assert bearer
    assert (bearer.actor, set(bearer.scopes)) == (made.actor, {"read:hiring"})
    assert bearer_of(token, now + timedelta(hours=1, seconds=1)) is None
    assert not Token.objects.filter(hash__contains=token).exists()
    made.refresh_from_db()
    assert made.last_used_on == now.date()

    assert asked(number, "wrong")["error"] == "invalid_client"
    assert asked(number, secret, scope="write:hiring")["error"] == "invalid_scope"
    assert asked(number, secret, grant_type="password")["error"] == "unsupported_grant_type"
    assert asked(number, secret, grant_type="authorization_code", code="x")["error"] == "unsupported_grant_type"
    for path in ("/identity/o/authorize", "/.well-known/openid-configuration", "/identity/o/api/userinfo"):
        assert Client().get(path).status_code == 404
    said = Client().get("/.well-known/oauth-authorization-server").json()
    assert said["grant_types_supported"] == ["client_credentials"]
    assert Client().post("/account/login/", {"login": made.actor.email, "password": ""}).status_code == 422
    Client().post("/account/password/reset/", {"email": made.actor.email})
    assert "password/reset/key" not in " ".join([*texts(Letter), *(str(one.message()) for one in mail.outbox)])

    Client().post("/oauth/revocation", {"token": token, "client_id": number, "client_secret": secret})
    assert bearer_of(token, now) is None


def test_it_does_what_a_recruiter_does_under_its_own_name_and_decides_about_nobody(
    acme: Company, ben: User, ana: User
) -> None:
    made, _secret = client(acme, ben)
    actor, now, posting = made.actor, timezone.now(), job(acme)
    plan(posting)
    sent = application(posting, ana)
    elsewhere = application(job(company("bolt")), ana)
    rows = Application.objects
    assert list(rows.seen_by(actor, acme, "CLIENT")) == [sent]

    open_application(by=actor, application=sent, at=now)
    write_message(by=actor, application=sent, text="Hello.", key=uuid4(), at=now)
    sent.refresh_from_db()
    advance_application(by=actor, application=sent, version=sent.changed_at.isoformat(), at=now)
    assert set(Entry.objects.filter(subject=sent.ledger_subject()).values_list("actor", flat=True)) == {actor.pk}
    sent.refresh_from_db()
    version = sent.changed_at.isoformat()
    with pytest.raises(PermissionDenied):
        decline_application(by=actor, application=sent, no=No(ReasonCode.OTHER, MESSAGE), version=version, at=now)
    with pytest.raises(PermissionDenied):
        ask_applicant(
            by=actor, application=sent, fields=["profile.name"], purpose="HIRING", message="", key=uuid4(), at=now
        )
    with pytest.raises(PermissionDenied):
        write_message(by=actor, application=elsewhere, text="Hello.", key=uuid4(), at=now)

    assert [one.person for one in members_of(acme)] == recruiters_of(acme) == [ben]
    assert made.actor.email not in client_of(ben).get("/hire/acme/").text
    assert list(Notice.objects.filter(person=ben).values_list("subject", flat=True)) == [
        "a program may act for your company now"
    ]


def test_a_program_is_nobody_where_people_are_counted(acme: Company, ben: User) -> None:
    now = timezone.now()
    before = of_day(now - timedelta(days=1), now + timedelta(days=1)), operator_facts()["People"]
    client(acme, ben)

    assert (of_day(now - timedelta(days=1), now + timedelta(days=1)), operator_facts()["People"]) == before


def test_an_owner_makes_renews_and_revokes_it_and_a_secret_is_shown_once(acme: Company, ben: User) -> None:
    owner, form = client_of(ben), {"name": "Tracker", "scopes": ["read:hiring"]}
    shown = owner.post("/hire/acme/clients/", form)
    made = ApiClient.objects.get()
    secret = shown.text.split("<code>")[2].split("<")[0]
    assert shown.status_code == 201
    assert asked(str(made.oidc_id), secret)["status"] == 200
    assert owner.post("/hire/acme/clients/", form).status_code == 409
    assert owner.post("/hire/acme/clients/", {**form, "scopes": ["write:decisions"]}).status_code == 422
    page = owner.get("/hire/acme/clients/").text
    assert secret not in page

    seen = {"seen": page.split('name="seen"')[1].split('value="')[1].split('"')[0]}
    new = owner.post(f"/hire/acme/clients/{made.pk}/renewal/", seen).text.split("<code>")[2].split("<")[0]
    assert owner.post(f"/hire/acme/clients/{made.pk}/renewal/", seen).status_code == 302, "sent twice"
    assert asked(str(made.oidc_id), secret)["error"] == "invalid_client"
    token = str(asked(str(made.oidc_id), new)["access_token"])
    owner.post(f"/hire/acme/clients/{made.pk}/revocation/")
    revoke_client(by=ben, client=made, at=timezone.now())
    assert bearer_of(token, timezone.now()) is None
    assert not OidcClient.objects.exists()
    assert "revoked on" in owner.get("/hire/acme/clients/").text
    rita = client_of(member(acme, person("rita")).person)
    assert rita.get("/hire/acme/clients/").status_code == 403
