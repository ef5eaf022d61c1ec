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


def test_a_booked_place_is_confirmed(course, mailoutbox):
    book_place(course_id=course.pk, person=ADA)
    [mail] = mailoutbox
    assert mail.to == ["ada@example.org"]
    assert 'a place in "First aid", which starts on 1 June 2026' in mail.body


def test_everybody_in_a_group_gets_a_mail_of_their_own(course, mailoutbox):
    book_group(course_id=course.pk, people=[ADA, BO])
    assert [mail.to for mail in mailoutbox] == [["ada@example.org"], ["bo@example.org"]]


def test_a_refused_booking_is_not_confirmed(course, mailoutbox):
    Course.objects.update(places=0)
    with pytest.raises(CannotBook):
        book_place(course_id=course.pk, person=ADA)
    assert mailoutbox == []


def test_nobody_gets_two_places(course):
    book_place(course_id=course.pk, person=ADA)
    with pytest.raises(CannotBook, match="already"):
        book_place(course_id=course.pk, person=ADA)


def test_a_group_that_does_not_fit_books_nothing(course):
    with pytest.raises(CannotBook, match="No place was free for Cy"):
        book_group(course_id=course.pk, people=[ADA, BO, CY])
    assert not Booking.objects.exists()
