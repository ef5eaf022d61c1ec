from pathlib import Path

import pytest
from django.core.mail import mailers as sending
from django.core.mail.backends.smtp import EmailBackend

from jobfutures.config.environment import WrongSetting
from jobfutures.config.mail import mailers

FOLDER = Path("/data/mailbox")


def delivery(url):
    return mailers(url, FOLDER)["delivery"]


@pytest.mark.parametrize("url", ["mailbox:", "smtp://mail.example.org", "postmark://key"])
def test_letters_always_pass_through_the_outbox(url):
    assert mailers(url, FOLDER)["default"] == {"BACKEND": "jobfutures.notices.outbox.OutboxBackend"}


def test_mail_stays_in_the_data_folder_by_default():
    assert delivery("mailbox:") == {
        "BACKEND": "jobfutures.notices.mailbox.MailboxBackend",
        "OPTIONS": {"folder": "/data/mailbox"},
    }


def test_an_smtp_server_is_used_with_encryption_and_the_account_that_was_given():
    options = delivery("smtp://site%40example.org:p%3Ass@mail.example.org")["OPTIONS"]

    assert (options["host"], options["port"]) == ("mail.example.org", 587)
    assert (options["username"], options["password"]) == ("site@example.org", "p:ss")
    assert (options["use_tls"], options["use_ssl"]) == (True, False)


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtps://mail.example.org", 465, False, True),
        ("smtps://mail.example.org:4650", 4650, False, True),
        ("smtp://mail.example.org:2525", 2525, True, False),
        ("smtp://localhost:25", 25, False, False),
    ],
)
def test_port_and_encryption_follow_the_address(url, port, tls, ssl):
    options = delivery(url)["OPTIONS"]
    assert (options["port"], options["use_tls"], options["use_ssl"]) == (port, tls, ssl)


def test_django_accepts_what_is_parsed(settings):
    settings.MAILERS = mailers("smtp://user:secret@mail.example.org", FOLDER)

    assert isinstance(sending["delivery"], EmailBackend)


def test_a_mail_service_gets_its_key_as_it_was_typed():
    assert delivery("postmark://Ab-Cd_12")["OPTIONS"] == {"server_token": "Ab-Cd_12"}


@pytest.mark.parametrize(
    "url",
    [
        "",
        "smtp:",
        "smtp://",
        "smtp://user:secret@",
        "smtp://user:secret@mail.example.org:587x",
        "smtp://user:secret@mail.example.org:99999",
        "smtp://user:secret@[mail.example.org",
        "imap://user:secret@mail.example.org",
        "postmark://",
        "postmrk://secret",
        "secret",
        "mail.example.org",
    ],
)
def test_a_wrong_address_is_refused_with_a_sentence_that_keeps_the_secret(url):
    with pytest.raises(WrongSetting) as refusal:
        mailers(url, FOLDER)

    sentence = str(refusal.value)
    assert sentence.startswith("JOBFUTURES_MAIL_URL is ")
    assert "smtp://user:password@host:587" in sentence
    assert "secret" not in sentence
