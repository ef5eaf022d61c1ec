"""Files of a draft: added after a look at them, taken away again."""

from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.conf import settings
from django.core.files.storage import default_storage
from django.tasks import task
from django.utils import timezone

from jobfutures.hiring.files import Checked
from jobfutures.hiring.models import Application, Attachment
from jobfutures.hiring.rules.applications import MOST_FILES
from jobfutures.hiring.sealing import FOLDER, failures, kept
from jobfutures.kit.ids import uuid7

OLDER_THAN = timedelta(hours=1)  # what is younger may belong to a row that is being written
log = structlog.get_logger(__name__)


def change_files(
    application: Application, *, add: Iterable[Checked], drop: Collection[UUID], at: datetime
) -> list[str]:
    """Change the files of a locked draft; return the names of those for which there was no room. Safe to repeat.

    Raises StoreAway.
    """
    Attachment.objects.filter(application=application, pk__in=drop).delete()
    there = set(Attachment.objects.filter(application=application).values_list("digest", flat=True))
    left_out = []
    for one in add:
        if one.digest in there:
            continue
        if len(there) >= MOST_FILES:
            left_out.append(one.name)
            continue
        pk = uuid7()
        Attachment.objects.create(
            pk=pk, application=application, name=one.name, media_type=one.media_type, size=len(one.content),
            digest=one.digest, added_at=at, **kept(pk, one.content),
        )  # fmt: skip
        there.add(one.digest)
    return left_out


@task
def clear_store() -> None:
    """Delete from the store what no row has a key to any more. Safe to repeat; what fails is tried the next night."""
    if not settings.SEALED_STORE:
        return
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except failures():
        log.exception("the object store could not be listed")
        return
    held = {pk.hex for pk in Attachment.objects.values_list("pk", flat=True).iterator()}
    for name in (name for name in names if name not in held):
        with suppress(*failures()):
            if default_storage.get_modified_time(f"{FOLDER}/{name}") < timezone.now() - OLDER_THAN:
                default_storage.delete(f"{FOLDER}/{name}")
