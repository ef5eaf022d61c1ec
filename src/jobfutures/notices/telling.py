"""Tells a person that something waits for them: what kind of thing, and where; never what it says."""

from datetime import datetime

from jobfutures.accounts.models import User
from jobfutures.notices.writing import write


def tell(person: User, *, subject: str, template: str, path: str, at: datetime, **context: object) -> None:
    """Write to a person with the caller's transaction. template: plain text; it knows `path`, `site` and `address`.

    context: names of things that may be said to whoever reads the letter on the way, such as a company's.
    """
    write(person.email, subject, template, path=path, **context)
