"""Who issues: this site, under its address, with the keys that its settings name."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from jobfutures.credentials.vc import keyfile
from jobfutures.credentials.vc.keys import Keys


def address() -> str:
    """Return the name of this issuer: the site's address, without a slash at its end."""
    return str(settings.SITE_ADDRESS)


def absolute(path: str) -> str:
    return f"{settings.SITE_ADDRESS}{path}"


def keys(at: datetime) -> Keys:
    """Return the keys of today; those of a data folder are made when first asked for, given ones never."""
    file = Path(settings.ISSUER_KEYS)
    return keyfile.read_or_make(file, at) if file.parent == Path(settings.DATA) else keyfile.read(file)
