"""The pages of a check that is over."""

from datetime import timedelta

import pytest
from django.test import Client

from jobfutures.accounts.models import User
from jobfutures.checks.models import Attempt, Bank
from jobfutures.checks.tests import made
from jobfutures.checks.tests.sending import answered, begin
from tests.access import client_of

pytestmark = pytest.mark.django_db


def test_a_whole_check_from_the_offer_to_the_result(signed_in: Client, ana: User, bank: Bank) -> None:
    assert b"Begin the check" in signed_in.get("/checks/backend/").content
    address = begin(signed_in)
    shown = 0
    while "/result/" not in signed_in.get(address, follow=True).request["PATH_INFO"]:
        page = signed_in.get(address)
        assert page.status_code == 200
        assert b"What is right in" in page.content
        answered(signed_in, ana, address)
        shown += 1
    page = signed_in.get(f"{address}result/")

    assert shown >= 8
    assert b"SENIOR" in page.content
    assert b"90% band" in page.content
    assert b"Provisional" in page.content
    assert page.content.count(b"says so.") == shown


def test_ending_asks_once(signed_in: Client, ana: User, bank: Bank) -> None:
    address = begin(signed_in)
    answered(signed_in, ana, address)
    asked = signed_in.get(f"{address}ending/")
    signed_in.post(f"{address}ending/")
    result = signed_in.get(f"{address}result/")

    assert b"You have answered 1 question." in asked.content
    assert b"Ended before there was a result" in result.content


def test_deleting_asks_once_and_leaves_nothing(signed_in: Client, ana: User, bank: Bank) -> None:
    check = made.taken(ana, bank)
    asked = signed_in.get(f"/checks/attempts/{check.pk}/deletion/")
    assert Attempt.objects.exists()
    signed_in.post(f"/checks/attempts/{check.pk}/deletion/")

    assert b"for good" in asked.content
    assert not Attempt.objects.exists()
    assert signed_in.get(f"/checks/attempts/{check.pk}/result/").status_code == 404


def test_the_history_is_the_own_one(signed_in: Client, ana: User, ben: User, bank: Bank) -> None:
    made.taken(ana, bank)

    assert b"Most likely SENIOR" in signed_in.get("/checks/").content
    assert b"Most likely SENIOR" not in client_of(ben).get("/checks/").content


def test_a_result_says_of_each_answer_whether_it_was_right(signed_in: Client, ana: User, bank: Bank) -> None:
    check = made.taken(ana, bank, right=False)
    page = signed_in.get(f"/checks/attempts/{check.pk}/result/").content

    assert b"Every question, and why" in page
    assert b"not right" in page


def test_an_old_result_says_so(ana: User, signed_in: Client, bank: Bank) -> None:
    check = made.taken(ana, bank)
    Attempt.objects.filter(pk=check.pk).update(finished_at=check.started_at - timedelta(days=400))

    assert b"older than a year" in signed_in.get(f"/checks/attempts/{check.pk}/result/").content
