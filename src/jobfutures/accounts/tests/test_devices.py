"""Devices are seen now and then, and only by sessions that were given out."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client

from jobfutures.accounts.devices import SEEN_EVERY_S
from jobfutures.accounts.models import User
from tests.people import NOON

pytestmark = pytest.mark.django_db


def test_a_device_is_seen_once_in_ten_minutes(client: Client, ana: User) -> None:
    with time_machine.travel(NOON, tick=False):
        client.force_login(ana)
        client.get("/help/sent/")
    for seconds, seen_at in ((SEEN_EVERY_S - 1, NOON), (SEEN_EVERY_S, NOON + timedelta(seconds=SEEN_EVERY_S))):
        with time_machine.travel(NOON + timedelta(seconds=seconds), tick=False):
            client.get("/help/sent/")

        assert UserSession.objects.get(user=ana).last_seen_at == seen_at


def test_a_visitor_is_no_device(client: Client) -> None:
    client.get("/help/sent/")

    assert not UserSession.objects.exists()


@pytest.mark.parametrize("key", ["\0" * 32, "0' OR 1=1 --", "é" * 32, "A" * 32, "short", "x" * 5000])
def test_a_session_that_was_never_given_out_is_none(client: Client, key: str) -> None:
    client.cookies["session"] = key

    assert client.get("/help/report/").status_code == 200
