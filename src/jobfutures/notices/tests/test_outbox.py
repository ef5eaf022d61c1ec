from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMultiAlternatives, send_mail
from django.db import transaction
from django.utils import timezone
from django_ox import actions
from django_ox.models import OxTask
from django_ox.testing import run_tasks
from django_ox.worker import worker_class

from jobfutures.notices.commands.letters import CannotQueue, deliver_letter
from jobfutures.notices.models import Letter
from jobfutures.notices.tests.made import MEMORY, OUTBOX, ServerKnowsNobody, away, letter
from tests.people import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outbox(settings, mailoutbox):
    settings.MAILERS = {"default": OUTBOX, "delivery": MEMORY}


def test_a_letter_waits_until_a_worker_sends_it():
    assert send_mail("Hello", "Text.", None, ["ana@example.org"]) == 1
    assert (Letter.objects.waiting().count(), mail.outbox) == (1, [])

    run_tasks(raise_failures=True)

    assert not Letter.objects.waiting().exists()
    (sent,) = mail.outbox
    assert (sent.subject, sent.body, sent.to) == ("Hello", "Text.", ["ana@example.org"])


def test_every_part_of_a_letter_arrives():
    message = EmailMultiAlternatives(
        "Grüße",
        "Plain.",
        "JobFutures <site@example.org>",
        ["ana@example.org"],
        cc=["ben@example.org"],
        bcc=["olga@example.org"],
        reply_to=["help@example.org"],
        headers={"X-Kind": "test"},
    )
    message.attach_alternative("<p>HTML.</p>", "text/html")
    message.send()

    run_tasks(raise_failures=True)

    (sent,) = mail.outbox
    assert (sent.subject, sent.from_email, sent.reply_to) == (message.subject, message.from_email, message.reply_to)
    assert sent.recipients() == ["ana@example.org", "ben@example.org", "olga@example.org"]
    assert sent.alternatives == [("<p>HTML.</p>", "text/html")]
    assert sent.message()["X-Kind"] == "test"


def test_a_sent_letter_keeps_its_times_and_nothing_else():
    letter().send()
    run_tasks(raise_failures=True)

    stored = Letter.objects.get()
    assert stored.sent_at is not None
    assert (stored.addresses, stored.headers) == ({}, {})
    assert (stored.sender, stored.subject, stored.text, stored.html) == ("", "", "", "")


@pytest.mark.django_db(transaction=True)
def test_a_letter_of_an_act_that_failed_is_never_sent():
    @transaction.atomic
    def act():
        letter().send()
        raise LookupError

    with pytest.raises(LookupError):
        act()

    assert (Letter.objects.count(), OxTask.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_a_letter_survives_a_crash_between_store_and_send():
    letter().send()
    died = worker_class()()
    taken = died.claim_one()
    assert taken is not None
    actions.expire_lease(taken.pk)

    worker_class()().reap()
    with time_machine.travel(timezone.now() + timedelta(minutes=10)):
        run_tasks(raise_failures=True)

    assert len(mail.outbox) == 1
    assert not Letter.objects.waiting().exists()


def test_a_repeated_task_sends_once():
    letter().send()
    name = str(Letter.objects.get().pk)

    deliver_letter.call(name)
    deliver_letter.call(name)
    run_tasks(raise_failures=True)

    assert len(mail.outbox) == 1
    assert Letter.objects.get().attempts == 1


def test_a_task_whose_letter_is_gone_ends_in_peace():
    letter().send()
    Letter.objects.all().delete()

    assert [result.status for result in run_tasks()] == ["SUCCESSFUL"]
    assert mail.outbox == []


def test_a_failed_delivery_keeps_the_letter_and_tries_again(settings):
    settings.MAILERS = away()
    with time_machine.travel(NOON, tick=False):
        letter().send()
        run_tasks()
        task = OxTask.objects.get()
        assert (task.status, task.run_after) == ("READY", NOON + timedelta(minutes=1))
        assert Letter.objects.waiting().get().text == letter().body

    settings.MAILERS = {"default": OUTBOX, "delivery": MEMORY}
    with time_machine.travel(NOON + timedelta(minutes=2)):
        run_tasks(raise_failures=True)

    assert len(mail.outbox) == 1
    assert Letter.objects.get().attempts == 2


def test_what_a_failure_leaves_behind_names_nobody(settings):
    settings.MAILERS = away()
    letter().send()
    settings.MAILERS = away(ServerKnowsNobody)
    letter().send()
    run_tasks()

    kept = [str(task.errors) + str(task.args) for task in OxTask.objects.all()]
    assert len(kept) == 2
    assert not any("ana@example.org" in one for one in kept)


def test_an_address_that_the_server_does_not_know_is_given_up_after_a_while(settings):
    settings.MAILERS = away(ServerKnowsNobody)
    letter().send()
    for hours in range(1, 10):
        with time_machine.travel(timezone.now() + timedelta(hours=hours)):
            run_tasks()

    assert OxTask.objects.get().status == "FAILED"
    assert Letter.objects.waiting().get().attempts == 5


def test_the_same_letter_has_the_same_message_id_on_every_try():
    letter().send()
    stored = Letter.objects.get()

    assert stored.message().message()["Message-ID"] == stored.message().message()["Message-ID"]
    assert str(stored.pk) in stored.message().message()["Message-ID"]


def test_a_letter_that_no_server_takes_is_refused_when_it_is_written():
    with pytest.raises(ValueError, match=r"newline|linefeed"):
        letter(subject="Two\nlines").send()

    assert not Letter.objects.exists()


def test_what_the_outbox_cannot_carry_is_refused_not_dropped():
    message = letter()
    message.attach("cv.txt", "text", "text/plain")

    with pytest.raises(CannotQueue):
        message.send()
