import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from jobfutures.accounts.models import User
from jobfutures.accounts.tests.made import link_in, sign_in
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db

NEW = "violet tractor 71"


def test_a_forgotten_password_is_replaced_by_the_link_in_a_letter(client, ana, mailoutbox):
    elsewhere = Client()
    sign_in(elsewhere, ana)

    client.post("/account/password/reset/", {"email": "ANA@example.org"})
    link = link_in(mailoutbox[0])
    form = client.get(link)
    answer = client.post(form.headers["Location"], {"password1": NEW})

    assert link.startswith("/account/password/reset/key/")
    assert answer.headers["Location"] == "/account/"
    assert client.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert sign_in(Client(), ana, NEW).headers["Location"] == "/account/"
    assert "your password was changed" in mailoutbox[1].subject


def test_the_link_for_a_new_password_works_once(client, ana, mailoutbox):
    client.post("/account/password/reset/", {"email": ana.email})
    link = link_in(mailoutbox[0])
    client.post(client.get(link).headers["Location"], {"password1": NEW})

    answer = Client().get(link)

    assert "opens nothing any more" in answer.content.decode()


@pytest.mark.parametrize("path", ["zzz-abc", "0-0", "01890000000070008000000000000000-abc-def", "%00-%00"])
def test_a_made_up_link_gives_a_page_that_says_so(client, db, path):
    answer = client.get(f"/account/password/reset/key/{path}/")

    assert answer.status_code in (200, 404)


def test_the_letter_leads_to_the_address_of_the_site_whatever_host_was_asked(client, ana, mailoutbox, settings):
    settings.ALLOWED_HOSTS = ["evil.example"]

    client.post("/account/password/reset/", {"email": ana.email}, headers={"Host": "evil.example"})

    assert f"{settings.SITE_ADDRESS}/account/password/reset/key/" in mailoutbox[0].body
    assert "evil" not in mailoutbox[0].body


def test_who_proves_an_address_that_was_never_confirmed_gets_rid_of_a_strangers_provider(client, mailoutbox):
    """A stranger may have begun the account with somebody else's address, to share it later."""
    begun = User.objects.create_user("nora@example.org")
    EmailAddress.objects.create(user=begun, email=begun.email, primary=True)
    SocialAccount.objects.create(user=begun, provider="oidc", uid="stranger")
    client.post("/account/password/reset/", {"email": begun.email})

    client.post(client.get(link_in(mailoutbox[0])).headers["Location"], {"password1": NEW})

    assert not SocialAccount.objects.exists()


def test_a_password_is_changed_with_the_current_one_and_other_devices_are_signed_out(client, ana, mailoutbox):
    elsewhere = Client()
    for browser in (client, elsewhere):
        sign_in(browser, ana)

    answer = client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": NEW})

    assert answer.headers["Location"] == "/account/"
    assert client.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert "your password was changed" in mailoutbox[0].subject
    assert "If not, somebody else is in your account" in mailoutbox[0].body


def test_a_wrong_current_password_changes_nothing(client, ana, mailoutbox):
    sign_in(client, ana)

    answer = client.post("/account/password/change/", {"oldpassword": "wrong", "password1": NEW})

    assert answer.status_code == 422
    assert "not your current password" in answer.content.decode()
    assert not mailoutbox


def test_who_came_without_a_password_sets_one(client, ana, mailoutbox):
    ana.set_unusable_password()
    ana.save()
    client.force_login(ana)

    assert client.get("/account/password/change/").headers["Location"] == "/account/password/set/"
    assert client.post("/account/password/set/", {"password1": NEW}).headers["Location"] == "/account/"
    assert "has a password now" in mailoutbox[0].subject
