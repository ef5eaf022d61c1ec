from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
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
