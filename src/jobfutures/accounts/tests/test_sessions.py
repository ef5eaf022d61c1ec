import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from jobfutures.accounts.devices import SEEN, SEEN_EVERY_S
from jobfutures.accounts.tests.made import sign_in

pytestmark = pytest.mark.django_db

FIREFOX = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}


@pytest.fixture
def elsewhere(ana):
    browser = Client(headers=FIREFOX)
    sign_in(browser, ana)
    return browser


def test_the_list_names_every_device_and_which_one_this_is(client, ana, elsewhere):
    sign_in(client, ana)

    text = client.get("/account/sessions/").content.decode()

    assert "Firefox, Linux" in text
    assert "(this one)" in text
    assert text.count("Sign this device out") == 1


def test_one_other_device_is_signed_out(client, ana, elsewhere):
    sign_in(client, ana)
    other = UserSession.objects.get(session_key=elsewhere.session.session_key)

    answer = client.post(f"/account/sessions/{other.pk}/end/")

    assert answer.headers["Location"] == "/account/sessions/"
    assert elsewhere.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 200


def test_all_other_devices_are_signed_out(client, ana, elsewhere):
    sign_in(client, ana)

    client.post("/account/sessions/")

    assert elsewhere.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 200


def test_when_a_device_was_last_seen_is_noted_now_and_then_not_for_each_page(client, ana):
    def last_seen():
        client.get("/account/")
        return UserSession.objects.get().last_seen_at

    sign_in(client, ana)
    first = last_seen()
    second = last_seen()
    session = client.session
    session[SEEN] -= SEEN_EVERY_S
    session.save()

    assert first == second < last_seen()


def test_nobody_signs_somebody_else_out(client, ben, elsewhere):
    sign_in(client, ben)
    other = UserSession.objects.get(session_key=elsewhere.session.session_key)

    assert client.post(f"/account/sessions/{other.pk}/end/").status_code == 404
    assert client.get(f"/account/sessions/{other.pk}/end/").status_code == 405
    assert elsewhere.get("/account/").status_code == 200


def test_a_spoofed_or_missing_network_address_is_no_error(client, ana, settings):
    settings.TRUSTED_PROXIES = settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    client.force_login(ana)

    for forwarded in ("nonsense", "192.0.2.1", "a, b, c", ""):
        assert client.get("/account/sessions/", headers={"X-Forwarded-For": forwarded}).status_code == 200
    assert client.get("/account/sessions/", REMOTE_ADDR="").status_code == 200
