import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from jobfutures.accounts.commands import CannotDelete, delete_account
from jobfutures.accounts.models import User
from jobfutures.accounts.tests.made import prove, sign_in
from tests.people import NOON, person

pytestmark = pytest.mark.django_db


def test_everything_about_the_person_goes_and_nothing_about_others(client, ana, ben):
    elsewhere, bens = Client(), Client()
    for browser, somebody in ((client, ana), (elsewhere, ana), (bens, ben)):
        sign_in(browser, somebody)
    TOTP.activate(ana, generate_totp_secret())
    SocialAccount.objects.create(user=ana, provider="oidc", uid="ana")

    delete_account(by=ana, at=NOON)

    assert [user.email for user in User.objects.all()] == [ben.email]
    for model in (EmailAddress, UserSession, Session):
        assert model.objects.count() == 1
    assert not Authenticator.objects.exists()
    assert not SocialAccount.objects.exists()
    assert elsewhere.get("/account/").status_code == 302
    assert bens.get("/account/").status_code == 200


def test_the_only_operator_stays(olga):
    with pytest.raises(CannotDelete, match="the only operator"):
        delete_account(by=olga, at=NOON)

    assert User.objects.filter(pk=olga.pk).exists()


def test_one_of_two_operators_may_go(olga):
    oskar = person("oskar", is_operator=True)

    delete_account(by=olga, at=NOON)

    assert list(User.objects.filter(is_operator=True)) == [oskar]


def test_a_closed_operator_does_not_count_as_another(olga):
    other = person("oskar", is_operator=True)
    other.is_active = False
    other.save()

    with pytest.raises(CannotDelete):
        delete_account(by=olga, at=NOON)


def test_the_page_asks_who_it_is_before_it_asks_anything_else(client, ana):
    sign_in(client, ana)

    for answer in (client.get("/account/deletion/"), client.post("/account/deletion/", {"sure": "on"})):
        assert answer.headers["Location"].startswith("/account/reauthenticate/")
    assert User.objects.filter(pk=ana.pk).exists()


def test_a_ticked_box_deletes_and_the_person_is_out(client, ana):
    sign_in(client, ana)
    prove(client)

    page = client.get("/account/deletion/")
    answer = client.post("/account/deletion/", {"sure": "on"})
    home = client.get("/account/login/")

    assert "Nobody can bring it back" in page.content.decode()
    assert answer.headers["Location"] == "/"
    assert "Your account is deleted" in home.content.decode()
    assert client.get("/account/").status_code == 302
    assert not User.objects.exists()


def test_without_the_box_nothing_is_deleted(client, ana):
    sign_in(client, ana)
    prove(client)

    answer = client.post("/account/deletion/", {})

    assert answer.status_code == 422
    assert "Nothing was deleted yet" in answer.content.decode()
    assert User.objects.exists()


def test_the_only_operator_reads_why_the_account_stays(client, olga):
    sign_in(client, olga)
    prove(client)

    answer = client.post("/account/deletion/", {"sure": "on"})

    assert answer.status_code == 422
    assert "You are the only operator here" in answer.content.decode()
