from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from jobfutures.notices import personal
from jobfutures.notices.mailbox import MailboxBackend
from jobfutures.notices.models import Letter
from jobfutures.notices.queries.mailbox import kept_letter, keys_newest_first
from jobfutures.notices.tests.made import OUTBOX, letter


@pytest.fixture
def folder(settings, tmp_path):
    kept = {"BACKEND": "jobfutures.notices.mailbox.MailboxBackend", "OPTIONS": {"folder": str(tmp_path)}}
    settings.MAILERS = {"default": OUTBOX, "delivery": kept}
    return tmp_path


def put(folder, *messages):
    MailboxBackend(folder=str(folder)).send_messages(messages)


def test_export_holds_waiting_and_kept_letters_of_the_person(ana, ben, folder):
    letter("Waits for Ana").send()
    letter("Waits for Ben", ben.email).send()
    put(folder, letter("Kept for Ana"), letter("Kept for Ben", ben.email))

    letters = personal.export(ana)["letters.json"]
    assert [one["subject"] for one in letters["waiting"]] == ["Waits for Ana"]
    assert [one["subject"] for one in letters["in_the_local_mailbox"]] == ["Kept for Ana"]


def test_an_address_that_is_not_confirmed_opens_nobodys_letters(ana, ben, folder):
    letter("Reset your password", ben.email).send()
    put(folder, letter("Reset your password", ben.email))
    EmailAddress.objects.create(user=ana, email=ben.email, verified=False)

    assert personal.export(ana)["letters.json"] == {"waiting": [], "in_the_local_mailbox": []}
    personal.erase(ana, timezone.now())
    assert Letter.objects.count() == 1
    assert len(keys_newest_first(folder)) == 1


def test_erasure_deletes_letters_to_every_address_of_the_person(ana, ben, folder, django_capture_on_commit_callbacks):
    EmailAddress.objects.create(user=ana, email="new@example.org", verified=False)
    for subject, to in [("One", ana.email), ("Two", "new@example.org"), ("Three", ben.email)]:
        letter(subject, to).send()
        put(folder, letter(subject, to))

    with django_capture_on_commit_callbacks(execute=True):
        personal.erase(ana, timezone.now())

    assert [one.subject for one in Letter.objects.all()] == ["Three"]
    assert [kept_letter(folder, key).subject for key in keys_newest_first(folder)] == ["Three"]


def test_the_letter_that_confirms_the_erasure_still_goes_out(ana, folder):
    begun = timezone.now() - timedelta(seconds=1)
    letter("Your account is deleted").send()

    personal.erase(ana, begun)

    assert Letter.objects.waiting().count() == 1
