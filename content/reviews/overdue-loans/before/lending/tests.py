from datetime import date

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from .models import Book, Loan, Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    client = APIClient()
    client.force_authenticate(User.objects.create_user("desk", is_staff=True))
    return client


@pytest.fixture
def lend():
    member = Member.objects.create(name="Mo", card="M-1")

    def lend(title, *, due_on, returned_on=None):
        return Loan.objects.create(
            book=Book.objects.create(title=title, shelf="A1"),
            member=member,
            lent_on=date(2025, 3, 1),
            due_on=due_on,
            returned_on=returned_on,
        )

    return lend


def titles(rows):
    return [row["book"] for row in rows]


def test_a_member_is_refused():
    client = APIClient()
    client.force_authenticate(User.objects.create_user("mo"))
    assert client.get("/loans/").status_code == 403


def test_the_desk_sees_loans(desk, lend):
    lend("Tides", due_on=date(2025, 4, 1))
    assert titles(desk.get("/loans/").json()["results"]) == ["Tides"]
