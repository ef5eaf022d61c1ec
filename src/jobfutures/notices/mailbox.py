"""Where letters go by default: a Maildir in the data folder, which the operator reads at /inbox/.

Each letter is a file of its own, written aside and then moved in, so several processes may write and read at once.
"""

from collections.abc import Sequence
from mailbox import Maildir
from pathlib import Path
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class MailboxBackend(BaseEmailBackend):
    def __init__(self, *, folder: str, **options: Any) -> None:
        super().__init__(**options)
        self.folder = Path(folder)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        box = opened(self.folder)
        for message in email_messages:
            box.add(message.message().as_bytes())
        return len(email_messages)


def opened(folder: Path) -> Maildir:
    """Open the mailbox, and make what is missing of it; two processes may do so at once."""
    for part in (folder, folder / "tmp", folder / "new", folder / "cur"):
        part.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Maildir(folder, create=False)
