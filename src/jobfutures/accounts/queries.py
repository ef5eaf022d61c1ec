"""Answers about people and their accounts."""

import hashlib
import io
import json
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core.serializers.json import DjangoJSONEncoder

from jobfutures.accounts.models import AccessToken, SetupLink, User
from jobfutures.kit.rooms import modules


@dataclass(frozen=True)
class Overview:
    """What the account page says."""

    address: str
    new_address: str
    has_password: bool
    passkeys: int
    has_app: bool
    sessions: int
    tokens: int
    providers: int


def overview(person: User, at: datetime) -> Overview:
    kinds = list(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    return Overview(
        address=person.email,
        new_address=EmailAddress.objects.filter(user=person, verified=False).values_list("email", flat=True).last()
        or "",
        has_password=person.has_usable_password(),
        passkeys=kinds.count(Authenticator.Type.WEBAUTHN),
        has_app=Authenticator.Type.TOTP in kinds,
        sessions=UserSession.objects.filter(user=person).count(),
        tokens=AccessToken.objects.visible_to(person).open_at(at).count(),
        providers=SocialAccount.objects.filter(user=person).count(),
    )


def confirmed_addresses(person: User) -> list[str]:
    """Return the addresses that a person has proved to be theirs, in lower case."""
    return list(EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True))


def has_operator() -> bool:
    return User.objects.filter(is_operator=True).exists()


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def is_open_setup_link(token: str, at: datetime) -> bool:
    """Tell whether this link may still make the first operator."""
    return not has_operator() and SetupLink.objects.open_at(at).filter(digest=digest_of(token)).exists()


def export_archive(person: User, at: datetime) -> bytes:
    """Return a ZIP with all that the rooms hold about a person; its manifest names each file's size and SHA-256.

    What a room gives as bytes is a file of the person's, and stays as it is; everything else becomes JSON.
    """
    files: dict[str, bytes] = {}
    for room, personal in modules("personal"):
        for name, content in personal.export(person).items():
            if name in files:
                raise ValueError(f"The room {room} exports {name}, and so does another room.")
            files[name] = content if isinstance(content, bytes) else as_json(content)
    listed = [
        {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in files.items()
    ]
    software = f"JobFutures {version('jobfutures')}"
    manifest = {"made_at": at.isoformat(), "software": software, "account": str(person.pk), "files": listed}
    return zipped({"manifest.json": as_json(manifest), **files}, at)


def as_json(content: object) -> bytes:
    return (json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2) + "\n").encode()


def zipped(files: dict[str, bytes], at: datetime) -> bytes:
    archive = io.BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as opened:
        for name, content in files.items():
            entry = ZipInfo(name, at.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            opened.writestr(entry, content)
    return archive.getvalue()
