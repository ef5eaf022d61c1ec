from datetime import datetime

from django.core.paginator import Paginator

from .models import Upload

PAGE = 500


def remove(upload: Upload) -> None:
    """Delete the file, then the row; a row whose file is gone already can be removed."""
    upload.file.delete(save=False)
    upload.delete()


def remove_older_than(instant: datetime) -> int:
    """Remove uploads that arrived before the instant, with their files; return how many they were."""
    old = Upload.objects.filter(arrived_at__lt=instant).order_by("pk")
    pages = Paginator(old, PAGE)
    for page in pages:
        for upload in page.object_list:
            remove(upload)
    return pages.count
