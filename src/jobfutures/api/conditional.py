"""Entity tags: the hash of an answer is its version, and a change says which one it is meant for. Source: RFC 9110."""

import hashlib

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags

from jobfutures.api import problems
from jobfutures.api.problems import Refusal


def tag_of(body: bytes) -> str:
    return f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'


def say(request: HttpRequest, response: HttpResponse) -> None:
    """Put the tag on what was read; leave the body out where the caller has it already."""
    response.headers["ETag"] = tag = tag_of(response.content)
    known = request.headers.get("If-None-Match", "")
    if known and (known.strip() == "*" or tag in [one.removeprefix("W/") for one in parse_etags(known)]):
        response.status_code = 304
        response.content = b""
        del response.headers["Content-Type"]


def check_match(request: HttpRequest, shown: HttpResponse) -> None:
    """Raise unless the caller names the state that is there. shown: the answer to reading it."""
    wanted = request.headers.get("If-Match", "").strip()
    if not wanted:
        raise Refusal(problems.NEEDS_MATCH, problems.NEEDS_MATCH.meaning)
    tag = tag_of(shown.content)
    if wanted != "*" and tag not in parse_etags(wanted):
        raise Refusal(problems.CHANGED, problems.CHANGED.meaning, headers={"ETag": tag})


def hold(path: str) -> None:
    """Let changes of one address come one after the other, until the transaction ends. SQLite has one writer anyhow."""
    if connection.vendor != "postgresql":
        return
    number = int.from_bytes(hashlib.blake2b(path.encode(), digest_size=8).digest(), signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
