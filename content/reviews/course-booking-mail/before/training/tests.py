from datetime import date

import pytest

from .booking import CannotBook, Person, book_group, book_place
from .models import Booking, Course

pytestmark = pytest.mark.django_db

ADA = Person("Ada", "ada@example.org")
BO = Person("Bo", "bo@example.org")
CY = Person("Cy", "cy@example.org")


@pytest.fixture
def course():
    return Course.objects.create(title="First aid", starts_on=date(2026, 6, 1), places=2)


def test_a_free_place_is_booked(course):
    assert book_place(course_id=course.pk, person=ADA).course == course


def test_nobody_gets_two_places(course):
    book_place(course_id=course.pk, person=ADA)
    with pytest.raises(CannotBook, match="already"):
        book_place(course_id=course.pk, person=ADA)


def test_a_group_that_does_not_fit_books_nothing(course):
    with pytest.raises(CannotBook, match="No place was free for Cy"):
        book_group(course_id=course.pk, people=[ADA, BO, CY])
    assert not Booking.objects.exists()
