"""One act for one key: a POST that is sent again with its `Idempotency-Key` gets the answer of the first.

The act and its answer are committed together, so a crash leaves both or neither. While the first runs, the database
holds its key: PostgreSQL says so at once (409), SQLite lets one writer in at a time. What refused changed nothing, is
not kept, and may be sent again under the same key. A stored body is encrypted with the key itself, which is not stored.
Source: draft-ietf-httpapi-idempotency-key-header-07.
"""

import base64
import hashlib
import re
from collections.abc import Callable
from datetime import datetime

from cryptography.fernet import Fernet
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.tasks import task
from django.utils import timezone

from jobfutures.api import problems
from jobfutures.api.auth import Caller
from jobfutures.api.models import KEPT, FirstAnswer
from jobfutures.api.problems import Refusal

KEY = re.compile(r"[!-~]{1,255}")  # as the document says
KEPT_HEADERS = ("Location", "Content-Type", "Cache-Control")


def key_of(request: HttpRequest) -> str:
    """Return the key of a request, or an empty text. Raises Refusal for one that is none."""
    if "Idempotency-Key" not in request.headers:
        return ""
    key = request.headers["Idempotency-Key"].strip().removeprefix('"').removesuffix('"')
    if not KEY.fullmatch(key):
        raise Refusal(problems.UNREADABLE, "An Idempotency-Key is 1 to 255 printable ASCII characters without spaces.")
    return key


def once(request: HttpRequest, caller: Caller, key: str, run: Callable[[], HttpResponse]) -> HttpResponse:
    """Run a request that makes something, unless it ran before: then answer as it was answered."""
    place = hashed(f"{request.method} {request.path}")
    asked = hashlib.sha256(request.body).hexdigest()
    row = {"caller": caller.key, "place": place, "key_hash": hashed(key)}
    with transaction.atomic():
        hold("\n".join(row.values()))
        at = timezone.now()
        FirstAnswer.objects.over_at(at).filter(**row).delete()
        before = FirstAnswer.objects.filter(**row).first()
        if before is not None:
            return again(before, asked, key)
        response = run()
        if response.status_code >= 400:
            transaction.set_rollback(True)
            return response
        keep(response, {**row, "asked_hash": asked, "person": caller.person}, key, at)
    return response


def hold(name: str) -> None:
    """Let no other request with this key in until the transaction ends. Raises Refusal where one is in."""
    if connection.vendor != "postgresql":
        return
    number = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        if not cursor.fetchone()[0]:
            raise Refusal(problems.KEY_BUSY, problems.KEY_BUSY.meaning, headers={"Retry-After": "1"})


def keep(response: HttpResponse, row: dict[str, object], key: str, at: datetime) -> None:
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    FirstAnswer.objects.create(
        **row, status=response.status_code, headers=headers, sealed_body=seal(key).encrypt(response.content), at=at
    )


def again(before: FirstAnswer, asked: str, key: str) -> HttpResponse:
    if before.asked_hash != asked:
        raise Refusal(problems.KEY_REUSED, problems.KEY_REUSED.meaning)
    response = HttpResponse(seal(key).decrypt(bytes(before.sealed_body)), status=before.status)
    for name, value in before.headers.items():
        response.headers[name] = value
    response.headers["Idempotency-Replayed"] = "true"
    return response


def hashed(text: str) -> str:
    return hashlib.blake2b(text.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=32).hexdigest()


def seal(key: str) -> Fernet:
    secret = hashlib.blake2b(key.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=32, person=b"seal")
    return Fernet(base64.urlsafe_b64encode(secret.digest()))


@task
def prune_first_answers() -> None:
    """Forget the answers that are older than a day. Safe to repeat."""
    FirstAnswer.objects.filter(at__lte=timezone.now() - KEPT).delete()
