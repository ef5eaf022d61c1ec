from datetime import date
from functools import partial
from smtplib import SMTPServerDisconnected

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from training import booking, mails
from training.booking import CannotBook, Person, book_group, book_place
from training.models import Booking, Course

pytestmark = pytest.mark.django_db(transaction=True)

GROUP = [Person(name, f"{name.lower()}@example.org") for name in ("Ada", "Bo", "Cy")]


class ServerIsDown(BaseEmailBackend):
    def send_messages(self, messages) -> int:
        raise SMTPServerDisconnected("connection closed")


@pytest.fixture
def course() -> Course:
    return Course.objects.create(title="First aid", starts_on=date(2026, 6, 1), places=2)


def refuse_group(course: Course) -> None:
    with pytest.raises(CannotBook):
        book_group(course_id=course.pk, people=GROUP)
    assert not Booking.objects.exists()


def test_mail_before_commit(course, mailoutbox) -> None:
    refuse_group(course)
    assert [mail.to for mail in mailoutbox] == [["ada@example.org"], ["bo@example.org"]]


def test_mail_after_commit(course, mailoutbox, monkeypatch) -> None:
    def after_commit(booked: Booking) -> None:
        transaction.on_commit(partial(mails.send_confirmation, booked))

    monkeypatch.setattr(booking, "send_confirmation", after_commit)

    refuse_group(course)
    assert mailoutbox == []
    book_group(course_id=course.pk, people=GROUP[:2])
    assert len(mailoutbox) == 2


def test_server_decides(course, settings) -> None:
    settings.MAILERS = {"default": {"BACKEND": f"{__name__}.ServerIsDown"}}

    with pytest.raises(SMTPServerDisconnected):
        book_place(course_id=course.pk, person=GROUP[0])

    assert not Booking.objects.exists()


def test_the_course_is_locked_while_the_mail_is_sent(course, monkeypatch) -> None:
    inside = []
    monkeypatch.setattr(booking, "send_confirmation", lambda _: inside.append(connection.in_atomic_block))
    book_place(course_id=course.pk, person=GROUP[0])
    assert inside == [True]
