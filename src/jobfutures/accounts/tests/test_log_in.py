import pytest
from allauth.usersessions.models import UserSession

from jobfutures.accounts.tests.made import sign_in
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db


def test_address_and_password_open_the_account(client, ana):
    answer = client.post("/account/login/", {"login": " Ana@Example.org ", "password": PASSWORD})

    assert answer.headers["Location"] == "/account/"
    assert UserSession.objects.get().user == ana


def test_a_wrong_password_keeps_the_address_in_the_form_and_says_what_to_do(client, ana):
    answer = client.post("/account/login/", {"login": ana.email, "password": "wrong"})

    assert answer.status_code == 422
    assert "do not fit together" in answer.content.decode()
    assert ana.email in answer.content.decode()


def test_signing_in_leads_on_to_the_page_one_came_from_but_never_to_another_site(client, ana):
    form = {"login": ana.email, "password": PASSWORD}

    own = client.post("/account/login/", {**form, "next": "/account/export/"})
    client.post("/account/logout/")
    other = client.post("/account/login/", {**form, "next": "https://evil.example/"})

    assert own.headers["Location"] == "/account/export/"
    assert other.headers["Location"] == "/account/"


def test_a_closed_account_answers_as_a_wrong_password_does(client, ana):
    ana.is_active = False
    ana.save()

    assert sign_in(client, ana).status_code == 422


def test_signing_out_takes_a_button_not_a_link(client, ana):
    client.force_login(ana)

    asked = client.get("/account/logout/")
    assert asked.status_code == 200
    assert client.get("/account/").status_code == 200

    assert client.post("/account/logout/").headers["Location"] == "/"
    assert client.get("/account/").status_code == 302


def test_a_new_session_is_begun_at_sign_in(client, ana):
    client.get("/account/login/")
    client.session["kept"] = "before"
    before = client.session.session_key

    sign_in(client, ana)

    assert client.session.session_key != before
