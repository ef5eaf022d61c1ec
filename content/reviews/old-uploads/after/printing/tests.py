from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from .models import Upload
from .removal import remove

pytestmark = pytest.mark.django_db


def upload(name, days_ago):
    return Upload.objects.create(
        customer="reader@post.example",
        file=ContentFile(b"%PDF", name=f"{name}.pdf"),
        pages=12,
        arrived_at=timezone.now() - timedelta(days=days_ago),
    )


def output_of(command, **options):
    out = StringIO()
    call_command(command, stdout=out, **options)
    return out.getvalue()


def test_the_queue_begins_with_the_oldest():
    upload("new", days_ago=1)
    upload("old", days_ago=2)
    assert len(output_of("print_queue").splitlines()) == 2


def test_a_removed_upload_takes_its_file_along():
    sent = upload("poster", days_ago=1)
    storage, name = sent.file.storage, sent.file.name
    remove(sent)
    assert not storage.exists(name)
    assert not Upload.objects.exists()


def test_old_uploads_are_removed_with_their_files():
    old = [upload("poster", days_ago=91), upload("flyer", days_ago=400)]
    kept = upload("card", days_ago=89)

    assert output_of("remove_old_uploads") == "removed 2 uploads older than 90 days\n"

    assert list(Upload.objects.all()) == [kept]
    assert kept.file.storage.exists(kept.file.name)
    assert not any(one.file.storage.exists(one.file.name) for one in old)


def test_nothing_old_is_no_error():
    upload("card", days_ago=89)
    assert output_of("remove_old_uploads") == "removed 0 uploads older than 90 days\n"


def test_new_uploads_cannot_be_removed_by_mistake():
    with pytest.raises(CommandError):
        call_command("remove_old_uploads", days=3)
