import hashlib
import io
import json
from zipfile import ZipFile

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from jobfutures.accounts.queries import export_archive
from jobfutures.accounts.tests.made import sign_in
from jobfutures.kit.rooms import modules
from tests.people import NOON

pytestmark = pytest.mark.django_db


def opened(archive):
    with ZipFile(io.BytesIO(archive)) as found:
        return {name: found.read(name) for name in found.namelist()}


def test_the_archive_names_every_file_with_its_size_and_hash(ana):
    files = opened(export_archive(ana, NOON))
    manifest = json.loads(files.pop("manifest.json"))

    assert manifest["made_at"] == "2026-11-22T12:00:00+00:00"
    assert manifest["software"].startswith("JobFutures ")
    assert manifest["account"] == str(ana.pk)
    assert manifest["files"] == [
        {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in files.items()
    ]


def test_every_room_that_holds_something_about_people_is_in_the_archive(ana):
    expected = {name for _room, personal in modules("personal") for name in personal.export(ana)}

    assert opened(export_archive(ana, NOON)).keys() == expected | {"manifest.json"}


def test_the_account_is_in_it_and_what_opens_the_account_is_not(client, ana, ben):
    sign_in(client, ana)
    secret = generate_totp_secret()
    TOTP.activate(ana, secret)
    codes = RecoveryCodes.activate(ana)

    files = opened(export_archive(ana, NOON))

    account = json.loads(files["account.json"])
    assert account["email"] == ana.email
    assert account["addresses"] == [{"email": ana.email, "verified": True, "primary": True}]
    assert [one["kind"] for one in account["authenticators"]] == ["totp", "recovery_codes"]
    assert len(account["sessions"]) == 1
    everything = b"".join(files.values()).decode()
    for hidden in (ana.password, client.session.session_key, secret, codes.instance.data["seed"], ben.email):
        assert hidden not in everything


def test_a_person_downloads_the_archive(client, ana):
    sign_in(client, ana)

    page = client.get("/account/export/")
    answer = client.post("/account/export/")

    assert "Take your data along" in page.content.decode()
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="jobfutures-')
    assert "account.json" in opened(answer.content)


def test_an_archive_made_twice_is_the_same_byte_for_byte(ana):
    assert export_archive(ana, NOON) == export_archive(ana, NOON)
