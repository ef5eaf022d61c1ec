"""The erasure ledger: which accounts were erased, in a file that no restored database can take back.

A backup is older than the erasures after it. When a database is restored, whoever asked to be forgotten would be back;
`replay` erases them again before anything is served. The file holds numbers of accounts and times, and nothing else.
Keep it apart from the backups of the database: JOBFUTURES_ERASURES names it, for many hosts on a disk that they share.
"""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from itertools import batched
from pathlib import Path
from uuid import UUID

from django.conf import settings

from jobfutures.accounts.models import Erasure, User

AT_ONCE = 1000  # a query takes only so many values


def note(person: User, at: datetime) -> None:
    """Write an erasure down in the caller's transaction; `write_out` brings it into the file after the commit."""
    Erasure.objects.get_or_create(account=person.pk, defaults={"at": at})


def write_out() -> None:
    """Append what the database knows and the file does not. Two that do it at once write a line twice: no harm."""
    known = listed()
    missing = [row for row in Erasure.objects.order_by("at") if row.account not in known]
    lines = "".join(json.dumps({"account": str(row.account), "at": row.at.isoformat()}) + "\n" for row in missing)
    if lines:
        file = Path(settings.ERASURES)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as opened:
            opened.write(lines)
            opened.flush()
            os.fsync(opened.fileno())


def listed() -> set[UUID]:
    """Return the accounts in the file. A line that was cut off by a crash is passed over."""
    file = Path(settings.ERASURES)
    found = set()
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        with suppress(ValueError, KeyError, TypeError):
            found.add(UUID(json.loads(line)["account"]))
    return found


def replay(erase: Callable[[User], None]) -> int:
    """Erase again whoever is back; return how many they were."""
    write_out()
    back = [one for some in batched(listed(), AT_ONCE, strict=False) for one in User.objects.filter(pk__in=some)]
    for person in back:
        erase(person)
    return len(back)
