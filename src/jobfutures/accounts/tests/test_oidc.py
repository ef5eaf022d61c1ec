import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from jobfutures.accounts.models import User
from jobfutures.accounts.tests.made import link_in, prove, seen, sign_in
from jobfutures.accounts.tests.provider import Provider

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings):
    provider = Provider()
    settings.SOCIALACCOUNT_PROVIDERS = provider.settings()
    yield provider
    provider.close()


NORA = {"sub": "1234", "email": "Nora@example.org", "email_verified": True}


def test_a_person_of_the_provider_confirms_the_address_once_and_then_walks_in(client, provider, mailoutbox):
    first = provider.sign_in(client, **NORA)
    client.post(link_in(mailoutbox[0]))
    again = provider.sign_in(Client(), **NORA)

    assert first.headers["Location"] == "/account/confirm-email/"
    assert again.headers["Location"] == "/account/"
    assert User.objects.get().email == "nora@example.org"
    assert not User.objects.get().has_usable_password()


@pytest.mark.parametrize("verified", [True, False])
def test_the_provider_cannot_be_used_to_learn_who_has_an_account(provider, ana, mailoutbox, verified):
    answers = []
    for number, address in enumerate(["ana@example.org", "nobody@example.org"]):
        client = Client()
        answer = provider.sign_in(client, sub=str(number), email=address, email_verified=verified)
        after = client.get(answer.headers["Location"])
        answers.append((seen(answer, address), seen(after, address), sorted(client.cookies)))

    assert answers[0] == answers[1]
    assert [letter.to for letter in mailoutbox] == [["ana@example.org"], ["nobody@example.org"]]
    assert "have an account already" in mailoutbox[0].subject
    assert not SocialAccount.objects.filter(user=ana).exists()


def test_without_an_address_from_the_provider_the_form_for_one_answers_all_alike(provider, ana):
    answers = []
    for number, address in enumerate(["ana@example.org", "nobody@example.org"]):
        client = Client()
        form = provider.sign_in(client, sub=str(number)).headers["Location"]
        page = client.get(form)
        answer = client.post(form, {"email": address})
        after = client.get(answer.headers["Location"])
        answers.append([seen(one, address) for one in (page, answer, after)])

    assert answers[0] == answers[1]
    assert "One thing is missing" in answers[0][0][2]


def test_somebody_with_an_account_connects_the_provider_and_disconnects_it(client, provider, ana, mailoutbox):
    sign_in(client, ana)
    prove(client)

    provider.sign_in(client, process="connect", **NORA)
    connected = SocialAccount.objects.get()
    page = client.get("/account/3rdparty/").content.decode()
    inside = provider.sign_in(Client(), **NORA)
    client.post("/account/3rdparty/", {"account": connected.pk})

    assert connected.user == ana
    assert "Example Works" in page
    assert inside.headers["Location"] == "/account/"
    assert not SocialAccount.objects.exists()
    assert ["connected" in letter.subject for letter in mailoutbox] == [True, True]


def test_the_sign_in_page_leads_to_the_provider(client, provider):
    text = client.get("/account/login/").content.decode()

    assert "Sign in with Example Works" in text
    assert 'action="/account/oidc/oidc/login/?process=login"' in text
    assert "You go to Example Works" in client.get("/account/oidc/oidc/login/").content.decode()


def test_a_provider_that_fails_gives_a_page_that_says_so(client, provider):
    provider.broken = True

    answer = client.post("/account/oidc/oidc/login/")

    assert answer.status_code == 503
    assert "does not answer at the moment" in answer.content.decode()


def test_a_provider_that_is_gone_gives_a_page_that_says_so(client, provider):
    provider.close()

    answer = client.post("/account/oidc/oidc/login/")

    assert answer.status_code == 503


@pytest.mark.parametrize("query", [{}, {"code": "x"}, {"state": "made-up", "code": "x"}, {"error": "access_denied"}])
def test_coming_back_without_having_been_sent_gives_a_page_that_says_so(client, provider, query):
    answer = client.get("/account/oidc/oidc/login/callback/", query)

    assert answer.status_code == 401
    assert "begin again" in answer.content.decode()


def test_without_a_provider_there_is_no_such_page(client, db):
    assert client.get("/account/oidc/oidc/login/").status_code == 404
    assert "Sign in with" not in client.get("/account/login/").content.decode().replace("Sign in with a passkey", "")
