"""Keeps the content of a file in its row, or sealed in an object store with the key in the row.

Either way the content stands and falls with the row: without its key nobody reads what the store or its old versions
still hold, from the moment in which the row is erased. What is left there is cleared away each night.
"""

import secrets
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from jobfutures.hiring.models.sent import Attachment, Place

FOLDER = "applications"
KEY_BITS, NONCE_BYTES = 256, 12


class StoreAway(Exception):
    """The object store does not answer, or does not hold what it should."""


@cache
def failures() -> tuple[type[Exception], ...]:
    """Return what the store's library raises; without it, what a folder does."""
    if find_spec("botocore") is None:
        return (OSError,)
    botocore = import_module("botocore.exceptions")
    return (OSError, botocore.BotoCoreError, botocore.ClientError)


def object_name(attachment: UUID) -> str:
    return f"{FOLDER}/{attachment.hex}"


def kept(attachment: UUID, content: bytes) -> dict[str, object]:
    """Keep the content; return the columns of the row. Raises StoreAway."""
    if not settings.SEALED_STORE:
        return {"place": Place.ROW, "content": content}
    key, nonce = AESGCM.generate_key(KEY_BITS), secrets.token_bytes(NONCE_BYTES)
    sealed = nonce + AESGCM(key).encrypt(nonce, content, attachment.bytes)
    try:
        default_storage.save(object_name(attachment), ContentFile(sealed))
    except failures() as error:
        raise StoreAway(type(error).__name__) from error
    return {"place": Place.STORE, "content": key}


def content_of(found: Attachment) -> bytes:
    """Raises StoreAway."""
    if found.place == Place.ROW:
        return bytes(found.content)
    try:
        with default_storage.open(object_name(found.pk)) as opened:
            sealed = BytesIO(opened.read()).getvalue()
    except failures() as error:
        raise StoreAway(type(error).__name__) from error
    try:
        return AESGCM(bytes(found.content)).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], found.pk.bytes)
    except InvalidTag:
        raise StoreAway("what the store holds is not what was sealed") from None
