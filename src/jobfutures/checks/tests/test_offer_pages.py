"""The pages before a check begins, and what somebody says of themselves."""

import pytest
from django.test import Client

from jobfutures.accounts.models import User
from jobfutures.checks.models import Attempt, Bank, Description
from jobfutures.checks.tests import made

pytestmark = pytest.mark.django_db


def test_a_visitor_reads_the_offer_and_must_sign_in_for_more(client: Client, bank: Bank) -> None:
    page = client.get("/checks/backend/").content

    assert b"Nobody but you." in page
    assert b"Begin the check" not in page
    assert client.post("/checks/backend/attempts/", {}).status_code == 302
    assert not Attempt.objects.exists()


def test_a_role_without_a_bank_says_that_it_is_not_open(client: Client, bank: Bank) -> None:
    Bank.objects.update(released_at=None)

    assert b"not open yet" in client.get("/checks/backend/").content
    assert b"No version" in client.get("/checks/backend/accuracy/").content


def test_accuracy_shows_the_figures_of_the_simulation(client: Client, bank: Bank) -> None:
    made.simulated(bank)
    page = client.get("/checks/backend/accuracy/").content

    assert b"2000 simulated people" in page
    assert b"People inside their 90 % band" in page


def test_what_somebody_says_of_themselves_is_kept_and_taken_back(signed_in: Client, ana: User) -> None:
    signed_in.post("/checks/self-description/", {"gender": "WOMAN", "english": "LATER"})
    said = Description.objects.get(owner=ana)
    signed_in.post("/checks/self-description/", {"forget": ""})

    assert (said.gender, said.age, said.english) == ("WOMAN", "", "LATER")
    assert not Description.objects.exists()


def test_a_wrong_choice_about_oneself_gets_a_sentence(signed_in: Client) -> None:
    assert signed_in.post("/checks/self-description/", {"gender": "QUEEN"}).status_code == 422
