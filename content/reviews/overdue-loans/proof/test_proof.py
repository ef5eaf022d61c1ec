from datetime import date

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lending.models import Book, Loan, Member
from lending.views import LoanViewSet
from rest_framework.test import APIClient, APIRequestFactory, force_authenticate

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> APIClient:
    """The desk, with 120 loans that are long overdue."""
    member = Member.objects.create(name="Mo", card="M-1")
    books = Book.objects.bulk_create(Book(title=f"Tides {number}", shelf="A1") for number in range(120))
    day = date(2020, 1, 1)
    Loan.objects.bulk_create(Loan(book=book, member=member, lent_on=day, due_on=day) for book in books)
    client = APIClient()
    client.force_authenticate(User.objects.create_user("desk", is_staff=True))
    return client


def test_whole_table(desk) -> None:
    assert len(desk.get("/loans/").json()["results"]) == 50
    assert len(desk.get("/loans/overdue/").json()) == 120
    assert len(desk.get("/loans/overdue/", {"page": 2}).json()) == 120


def test_a_page_of_overdue_loans(desk) -> None:
    class Mended(LoanViewSet):
        def overdue(self, request):
            page = self.paginate_queryset(self.get_queryset().overdue_on(date(2026, 1, 1)).order_by("due_on", "pk"))
            return self.get_paginated_response(self.get_serializer(page, many=True).data)

    request = APIRequestFactory().get("/loans/overdue/")
    force_authenticate(request, User.objects.get(username="desk"))
    answer = Mended.as_view({"get": "overdue"})(request)
    assert len(answer.data["results"]) == 50
    assert answer.data["count"] == 120


def test_the_related_rows_come_with_the_loans(desk) -> None:
    with CaptureQueriesContext(connection) as captured:
        desk.get("/loans/overdue/")
    assert len(captured) == 1
