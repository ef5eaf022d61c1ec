"""Files of a draft: added after a look at them, taken away again."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from jobfutures.hiring.files import Checked
from jobfutures.hiring.models import Application, Attachment
from jobfutures.hiring.rules.applications import MOST_FILES


def change_files(
    application: Application, *, add: Iterable[Checked], drop: Collection[UUID], at: datetime
) -> list[str]:
    """Change the files of a locked draft; return the names of those for which there was no room. Safe to repeat."""
    Attachment.objects.filter(application=application, pk__in=drop).delete()
    there = set(Attachment.objects.filter(application=application).values_list("digest", flat=True))
    left_out = []
    for one in add:
        if one.digest in there:
            continue
        if len(there) >= MOST_FILES:
            left_out.append(one.name)
            continue
        Attachment.objects.create(
            application=application, name=one.name, media_type=one.media_type, size=len(one.content),
            digest=one.digest, content=one.content, added_at=at,
        )  # fmt: skip
        there.add(one.digest)
    return left_out
