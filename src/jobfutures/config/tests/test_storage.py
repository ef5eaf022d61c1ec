"""Files in an object store: sealed there, opened by the row alone, and gone with it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from moto import mock_aws
from pytest_django import Settings

from jobfutures.accounts.models import User
from jobfutures.companies.tests import made as companies
from jobfutures.config.environment import Environment, WrongSetting
from jobfutures.config.storage import storage
from jobfutures.hiring.commands.attachments import change_files, clear_store
from jobfutures.hiring.files import checked
from jobfutures.hiring.models import Application, Attachment
from jobfutures.hiring.personal import export
from jobfutures.hiring.tests import made
from jobfutures.jobs.tests import made as jobs

pytestmark = pytest.mark.django_db
URL = "s3://key:secret@s3.amazonaws.com/files?region=us-east-1"
TEXT = b"All of me, in a file that nobody else may read"


@pytest.fixture
def store(settings: Settings) -> Iterator[None]:
    """An object store in this process, with one empty bucket."""
    with mock_aws():
        given = storage(Environment({"JOBFUTURES_STORAGE_URL": URL}), settings.DATA)
        settings.STORAGES = settings.STORAGES | {"default": given}
        settings.SEALED_STORE = True
        default_storage.connection.create_bucket(Bucket="files")
        yield


def sent(ana: User) -> tuple[Application, Attachment]:
    draft = made.application(jobs.job(companies.company()), ana, state="DRAFT")
    change_files(draft, add=[checked("cv.txt", TEXT, most=1000)], drop=[], at=timezone.now())
    return draft, Attachment.objects.get()


def objects() -> list[str]:
    return list(default_storage.listdir("applications")[1])


def test_a_file_is_sealed_in_the_store_opened_by_its_row_and_cleared_away_after_it(
    store: None, ana: User, ben: User, client: Client
) -> None:
    draft, file = sent(ana)
    address = f"/applications/{draft.pk}/files/{file.pk}/"
    with default_storage.open(f"applications/{file.pk.hex}") as opened:
        assert b"All of me" not in opened.read()

    client.force_login(ben)
    assert client.get(address).status_code == 404
    client.force_login(ana)
    assert client.get(address).content == TEXT
    assert TEXT in export(ana).values()

    name = file.pk.hex
    file.delete()
    clear_store.call()
    assert objects() == [name], "it may belong to a row that is being written"
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        clear_store.call()
    assert objects() == []


def test_what_was_changed_in_the_store_or_is_away_is_said_and_never_shown(
    store: None, ana: User, client: Client
) -> None:
    draft, file = sent(ana)
    name = f"applications/{file.pk.hex}"
    with default_storage.open(name) as opened:
        sealed = bytearray(opened.read())
    sealed[-1] ^= 1
    with default_storage.open(name, "wb") as opened:
        opened.write(bytes(sealed))
    client.force_login(ana)

    changed = client.get(f"/applications/{draft.pk}/files/{file.pk}/")
    default_storage.delete(name)
    away = client.get(f"/applications/{draft.pk}/files/{file.pk}/")

    assert (changed.status_code, away.status_code) == (503, 503)
    assert "not lost" in away.content.decode()
    assert [one for one in export(ana) if one.endswith(".missing.txt")]


def test_rows_from_before_the_store_stay_readable(store: None, ana: User, client: Client) -> None:
    draft = made.application(jobs.job(companies.company()), ana, state="DRAFT")
    file = made.attachment(draft)
    client.force_login(ana)

    assert client.get(f"/applications/{draft.pk}/files/{file.pk}/").content == b"All of me"


@pytest.mark.parametrize(
    "url", ["s3://host/bucket", "s3://k:s@host/", "http://k:s@host/b", "s3://k:s@host/b?x=1", "s3://k:s@h:x/b"]
)
def test_a_wrong_address_of_a_store_is_refused_without_showing_its_secret(url: str, settings: Settings) -> None:
    with pytest.raises(WrongSetting, match="JOBFUTURES_STORAGE_URL") as refused:
        storage(Environment({"JOBFUTURES_STORAGE_URL": url}), settings.DATA)

    assert "k:s" not in str(refused.value)
