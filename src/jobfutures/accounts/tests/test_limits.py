from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from jobfutures.accounts import limits
from jobfutures.accounts.commands import prune_hits
from jobfutures.accounts.models import Hit
from jobfutures.accounts.rules import LIMITS
from tests.people import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_limits")]


def tries(kind, who, number, at):
    return [limits.allow(kind, who, at) for _try in range(number)]


def test_as_many_as_the_limit_says_are_allowed_then_none():
    assert tries("help", "192.0.2.7", 12, NOON) == [True] * 10 + [False] * 2


def test_one_visitor_and_one_kind_do_not_use_up_the_limit_of_another():
    tries("help", "192.0.2.7", 10, NOON)

    assert limits.allow("help", "192.0.2.8", NOON)
    assert limits.allow("export", "192.0.2.7", NOON)


def test_a_refused_try_is_not_counted_so_waiting_is_enough():
    tries("help", "192.0.2.7", 50, NOON)
    wait = limits.seconds_to_wait("help", "192.0.2.7", NOON)

    assert not limits.allow("help", "192.0.2.7", NOON + timedelta(seconds=wait - 1))
    assert limits.allow("help", "192.0.2.7", NOON + timedelta(seconds=wait))


def test_the_last_window_fades_instead_of_being_forgotten_at_once():
    almost = NOON - timedelta(seconds=1)
    tries("help", "192.0.2.7", 10, almost)

    assert not limits.allow("help", "192.0.2.7", NOON)
    assert tries("help", "192.0.2.7", 6, NOON + timedelta(minutes=30)) == [True] * 5 + [False]


def test_who_tried_is_not_stored():
    limits.allow("login-account", "ana@example.org", NOON)

    stored = str(list(Hit.objects.values()))
    assert "ana" not in stored
    assert len(Hit.objects.get().key) == 64


def test_another_secret_key_gives_another_mark(settings):
    limits.allow("help", "192.0.2.7", NOON)
    settings.SECRET_KEY = "another"
    limits.allow("help", "192.0.2.7", NOON)

    assert Hit.objects.count() == 2


def test_an_operator_may_widen_all_limits_by_a_factor(settings):
    settings.POST_LIMITS_FACTOR = 3

    assert tries("help", "192.0.2.7", 31, NOON).count(True) == 30


def test_counts_that_nothing_looks_at_any_more_are_forgotten():
    limits.allow("help", "192.0.2.7", NOON)  # years before the clock of this machine, or after: see below
    Hit.objects.update(started_at=NOON - timedelta(days=3650))
    limits.allow("help", "192.0.2.8", NOON + timedelta(days=36500))

    prune_hits.func()

    assert [hit.started_at.year for hit in Hit.objects.all()] == [2126]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_tries_at_the_same_moment_are_all_counted():
    def one_try(_number):
        try:
            return limits.allow("post", "192.0.2.7", NOON)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        allowed = list(pool.map(one_try, range(100)))

    assert allowed.count(True) <= LIMITS["post"].most
    assert Hit.objects.get().count == allowed.count(True)


def post(client, path, data=None, address="192.0.2.7", **headers):
    return client.post(path, data or {}, REMOTE_ADDR=address, headers=headers)


def test_a_post_too_many_gets_a_page_that_says_when_to_try_again(client):
    answers = [post(client, "/account/logout/") for _try in range(61)]

    assert {answer.status_code for answer in answers[:60]} == {302}
    refused = answers[60]
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 120
    assert "no-store" in refused.headers["Cache-Control"]
    assert "Too many tries" in refused.content.decode()
    assert "Try again in" in refused.content.decode()
    assert post(client, "/account/logout/", address="192.0.2.8").status_code == 302


def test_reading_is_not_limited(client):
    assert {client.get("/account/login/").status_code for _try in range(70)} == {200}
    assert not Hit.objects.exists()


def test_every_unsafe_method_counts(client):
    for _try in range(60):
        client.delete("/account/login/", REMOTE_ADDR="192.0.2.7")

    assert client.put("/account/login/", REMOTE_ADDR="192.0.2.7").status_code == 429


def test_an_account_is_tried_ten_times_in_a_quarter_of_an_hour_from_however_many_networks(client, ana):
    wrong = {"login": " ANA@example.org", "password": "wrong"}

    answers = [post(client, "/account/login/", wrong, f"192.0.2.{last}").status_code for last in range(11)]

    assert answers == [422] * 10 + [429]
    other = {"login": "ben@example.org", "password": "wrong"}
    assert post(client, "/account/login/", other, "192.0.2.99").status_code == 422


def test_an_address_without_account_meets_the_same_limit(client):
    wrong = {"login": "nobody@example.org", "password": "wrong"}

    answers = [post(client, "/account/login/", wrong, f"192.0.2.{last}").status_code for last in range(11)]

    assert answers == [422] * 10 + [429]


def test_one_address_gets_at_most_five_letters_an_hour(client, mailoutbox):
    for last in range(8):
        post(client, "/account/password/reset/", {"email": "nobody@example.org"}, f"192.0.2.{last}")

    assert len(mailoutbox) == 5


def test_a_visitor_cannot_choose_another_network_address(client):
    answers = [
        post(client, "/help/nowhere/", **{"X-Forwarded-For": f"203.0.113.{last}"}).status_code for last in range(11)
    ]

    assert answers == [404] * 10 + [429]


def test_behind_a_proxy_the_address_is_the_one_the_proxy_saw(client, settings):
    settings.TRUSTED_PROXIES = 1
    seen = {"X-Forwarded-For": "10.0.0.1, 203.0.113.1"}

    answers = [post(client, "/help/nowhere/", **seen).status_code for _try in range(11)]

    assert answers == [404] * 10 + [429]
    assert post(client, "/help/nowhere/", **{"X-Forwarded-For": "203.0.113.2"}).status_code == 404
