"""Reads the local mailbox."""

import email.policy
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.utils.html import strip_tags

from jobfutures.notices.mailbox import opened

BACKEND = "jobfutures.notices.mailbox.MailboxBackend"


@dataclass(frozen=True)
class KeptLetter:
    key: str
    subject: str
    sender: str
    recipients: tuple[str, ...]
    sent_at: datetime | None
    text: str


def local_mailbox() -> Path | None:
    """Return the folder that keeps this instance's letters, or None where they go to a mail server."""
    delivery = settings.MAILERS["delivery"]
    return Path(delivery["OPTIONS"]["folder"]) if delivery["BACKEND"] == BACKEND else None


def keys_newest_first(folder: Path) -> list[str]:
    return sorted(opened(folder).keys(), key=arrival, reverse=True)


def arrival(key: str) -> tuple[int, int, str]:
    """Return when a letter came, in seconds and microseconds, as the Maildir wrote it into the name of its file."""
    seconds, _, rest = key.partition(".M")
    microseconds = rest.partition("P")[0]
    known = seconds.isdecimal() and microseconds.isdecimal()
    return (int(seconds), int(microseconds), key) if known else (0, 0, key)


def kept_letter(folder: Path, key: str) -> KeptLetter | None:
    """Return one letter, or None if it is not there (any more)."""
    try:
        written = opened(folder).get_bytes(key)
    except (KeyError, FileNotFoundError):
        return None
    message = message_from_bytes(written, policy=email.policy.default)
    return KeptLetter(
        key=key,
        subject=str(message.get("Subject", "")),
        sender=str(message.get("From", "")),
        recipients=tuple(one.addr_spec for one in getattr(message.get("To"), "addresses", ())),
        sent_at=getattr(message.get("Date"), "datetime", None),
        text=plain_text(message),
    )


def plain_text(message: EmailMessage) -> str:
    body = message.get_body(("plain", "html"))
    if body is None:
        return ""
    text = str(body.get_content())
    return strip_tags(text) if body.get_content_subtype() == "html" else text


def kept_for(folder: Path, addresses: set[str]) -> list[KeptLetter]:
    """Return the letters to any of these addresses (in lower case), newest first."""
    found = (kept_letter(folder, key) for key in keys_newest_first(folder))
    return [letter for letter in found if letter and addresses & {one.lower() for one in letter.recipients}]
