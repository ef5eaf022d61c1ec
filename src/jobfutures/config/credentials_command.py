"""What an operator does with the keys that sign credentials, and how anybody verifies one without a network."""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from jobfutures.config.refused import Refused
from jobfutures.config.site import prepare
from jobfutures.credentials.vc.badges import NAMES
from jobfutures.credentials.vc.jws import Jwk
from jobfutures.credentials.vc.lists import Trust
from jobfutures.credentials.vc.reasons import SENTENCES
from jobfutures.credentials.vc.suite import Expected
from jobfutures.credentials.vc.verifying import Verdict, verdict

Role = Callable[[argparse.Namespace], int]
Add = Callable[[str, Role, str], argparse.ArgumentParser]
LARGEST = 1_000_000  # bytes of a file that is read here
NOT_KNOWN = (
    "Not to be known from it: who its holder is, whether they were alone, and how they will do in a job. It is an "
    "estimate by one check, and no decision."
)


def add_credentials(add: Add) -> None:
    """Add the commands about credentials."""
    credentials = add("credentials", rotate, "change the key that signs credentials; the old one stays published")
    credentials.add_argument("act", choices=["rotate"])
    line = "say whether a credential holds, and exactly what it shows: exit code 0 where it holds, 1 where not"
    verify = add("verify", verify_file, line)
    verify.add_argument("file", metavar="CREDENTIAL_FILE", help="a presentation or a badge, as it was sent")
    verify.add_argument("--jwks", metavar="FILE", help="the issuer's /.well-known/jwks.json; by default, this instance")
    verify.add_argument("--status", metavar="FILE", help="the status list that it names, fetched within the hour")
    verify.add_argument("--audience", help="whom a presentation must be made for")
    verify.add_argument("--nonce", help="the nonce that was asked for")
    verify.add_argument("--json", action="store_true", help="for a script")


def rotate(_arguments: argparse.Namespace) -> int:
    prepare()
    from django.conf import settings

    from jobfutures.credentials.vc import keyfile
    from jobfutures.credentials.vc.keys import WrongKeys

    try:
        found = keyfile.rotate(settings.ISSUER_KEYS, datetime.now(UTC))
    except WrongKeys as fault:
        raise Refused(f"{settings.ISSUER_KEYS}: {fault}. The key was not changed.") from None
    print(f"{found.signing.kid} signs from now on; {len(found.all) - 1} older stay published. {settings.ISSUER_KEYS}")
    return 0


def verify_file(arguments: argparse.Namespace) -> int:
    if bool(arguments.audience) != bool(arguments.nonce):
        print("jobfutures: --audience and --nonce belong together: give both, or none for a badge.", file=sys.stderr)
        return 2
    expected = Expected(arguments.audience, arguments.nonce) if arguments.nonce else None
    now = datetime.now(UTC)
    found = verdict(text_of(arguments.file), trusted(arguments, now), expected, now)
    print(json.dumps(facts_of(found)) if arguments.json else told(found))
    return 0 if found.holds else 1


def text_of(name: str) -> str:
    """Return what a file holds. Raises Refused."""
    try:
        with Path(name).open("rb") as opened:
            content = opened.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise Refused(f"{name} is larger than {LARGEST:,} bytes; nothing that is read here is.")
        return content.decode("utf-8")
    except OSError as fault:
        raise Refused(f"{name} cannot be read: {fault.strerror}.") from None
    except UnicodeDecodeError:
        raise Refused(f"{name} is no text.") from None


def trusted(arguments: argparse.Namespace, now: datetime) -> Trust:
    """Return the issuer that is asked about: of the given files, or this instance."""
    given = text_of(arguments.status) if arguments.status else None
    if arguments.jwks:
        issuer, keys = keys_of(arguments.jwks)
        return Trust(issuer, keys, lambda _address: given)
    prepare()
    from django.db import Error

    from jobfutures.credentials.queries import trust

    own = trust(now)

    def status(address: str) -> str | None:
        try:
            return given or own.status(address)
        except Error:  # no database here: then nobody knows
            return None

    return Trust(own.issuer, own.keys, status)


def keys_of(name: str) -> tuple[str, dict[str, Jwk]]:
    try:
        found = json.loads(text_of(name))
        issuer, keys = found["issuer"], {one["kid"]: one for one in found["keys"]}
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Refused(f"{name} is no /.well-known/jwks.json of a JobFutures site.") from None
    if not isinstance(issuer, str):
        raise Refused(f"{name} does not say whose keys it holds.")
    return issuer, keys


def facts_of(found: Verdict) -> dict[str, object]:
    return {
        "holds": found.holds,
        "reason": found.reason,
        "kind": found.kind,
        "issuer": found.issuer or None,
        "issued_on": found.starts_at and found.starts_at.date().isoformat(),
        "expires_on": found.ends_at and found.ends_at.date().isoformat(),
        "made_at": found.made_at and found.made_at.isoformat(),
        "shown": dict(found.shown),
    }


def told(found: Verdict) -> str:
    if found.reason is not None:
        return f"It does not hold ({found.reason}). {SENTENCES[found.reason]}"
    days = f"on {found.starts_at:%Y-%m-%d}, good until {found.ends_at:%Y-%m-%d}, not withdrawn"
    rows = [f"{NAMES.get(name, name)}: {value}" for name, value in found.shown.items()]
    return "\n".join([f"It holds. Issued by {found.issuer} {days}.", *(rows or ["It shows no statement."]), NOT_KNOWN])
