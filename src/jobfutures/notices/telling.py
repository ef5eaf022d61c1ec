"""Tells a person that something waits for them: what kind of thing, and where; never what it says."""

from datetime import datetime

from django.db import transaction

from jobfutures.accounts.models import User
from jobfutures.notices.models import Letters, Notice
from jobfutures.notices.queries.notices import letters_of
from jobfutures.notices.rules import MOST_SUBJECT, is_own_path
from jobfutures.notices.urgent import must_come
from jobfutures.notices.writing import write


@transaction.atomic
def tell(person: User, *, subject: str, template: str, path: str, at: datetime, **context: object) -> None:
    """Tell a person with the caller's transaction: under their notices, and by a letter at once, with the next digest
    or not at all, as they chose. What `urgent_letters` names comes at once.

    subject: begins in lower case, as it follows the name of the site.  template: plain text; it knows `path`, `site`
    and `address`.  context: names of things that may be said to whoever reads the letter on the way, such as a
    company's.
    """
    if not is_own_path(path):
        raise ValueError("A notice leads to a page of this site.")
    letters = Letters.AT_ONCE if must_come(template) else letters_of(person)
    Notice.objects.create(
        person=person, subject=subject[:MOST_SUBJECT], path=path, at=at, waits=letters == Letters.DAILY
    )
    if letters == Letters.AT_ONCE:
        write(person.email, subject, template, path=path, **context)
