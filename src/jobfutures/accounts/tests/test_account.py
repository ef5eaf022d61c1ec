import pytest

from jobfutures.accounts.tests.made import sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/account/", "/account/export/", "/account/deletion/"])
def test_a_visitor_is_led_to_sign_in_and_back(client, path):
    answer = client.get(path)

    assert answer.status_code == 302
    assert (
        answer.headers["Location"].startswith("/account/login/?next=/account/")
        or "next=%2Faccount" in (answer.headers["Location"])
    )


def test_the_account_page_leads_to_everything_about_the_account(client, ana):
    sign_in(client, ana)

    text = client.get("/account/").content.decode()

    for path in ("email", "password/change", "2fa", "sessions", "export", "deletion", "logout"):
        assert f'"/account/{path}/"' in text
    assert "ana@example.org" in text
    assert "1 device" in text


def test_one_person_never_sees_another(client, ana, ben):
    sign_in(client, ana)

    assert "ben@" not in client.get("/account/").content.decode()


def test_the_page_asks_the_database_little(client, ana, django_assert_max_num_queries):
    client.force_login(ana)
    client.get("/account/")

    with django_assert_max_num_queries(12):
        client.get("/account/")
