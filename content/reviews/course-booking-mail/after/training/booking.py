from dataclasses import dataclass

from django.db import transaction

from .mails import send_confirmation
from .models import Booking, Course


class CannotBook(Exception):
    """No place was booked; the message is written for the person who asked."""


@dataclass(frozen=True)
class Person:
    name: str
    email: str


@transaction.atomic
def book_place(*, course_id: int, person: Person) -> Booking:
    course = Course.objects.select_for_update().get(pk=course_id)
    if course.bookings.filter(email=person.email).exists():
        raise CannotBook(f"{person.email} has a place already.")
    if course.bookings.count() >= course.places:
        raise CannotBook(f"No place was free for {person.name}. Nothing was booked.")
    booking = Booking.objects.create(course=course, name=person.name, email=person.email)
    send_confirmation(booking)
    return booking


@transaction.atomic
def book_group(*, course_id: int, people: list[Person]) -> list[Booking]:
    """Book a place for each of them, or for nobody."""
    return [book_place(course_id=course_id, person=person) for person in people]
