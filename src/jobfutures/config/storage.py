"""Where files of applications are kept: in the database, or sealed in an object store that speaks S3."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from jobfutures.config.environment import PREFIX, Environment, WrongSetting

ACCEPTED = "s3://key:secret@host/bucket, with ?region=... where the store has regions, and ?tls=no for http"
CONNECT_S, READ_S, TRIES = 3, 15, 3


def storage(env: Environment, folder: Path) -> dict[str, Any]:
    """Return Django's default storage. Raises WrongSetting."""
    url = env.secret("STORAGE_URL")
    if not url:
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": folder / "attachments"},
        }
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise WrongSetting(PREFIX + "STORAGE_URL", "(secret)", "unset, or: pip install 'jobfutures[storage]'")
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options(url)}


def options(url: str) -> dict[str, Any]:
    """Return what the backend takes. Nothing gets an address of its own: the site hands files out."""
    try:
        parts = urlsplit(url)
        asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        good = parts.scheme == "s3" and parts.hostname and parts.username and parts.password and (parts.port or 1)
    except ValueError:
        good = False
    bucket = parts.path.strip("/") if good else ""
    if not bucket or "/" in bucket or not set(asked) <= {"region", "tls"} or asked.get("tls", "no") != "no":
        raise WrongSetting(PREFIX + "STORAGE_URL", "(secret)", ACCEPTED)
    place = parts.netloc.rpartition("@")[2]
    return {
        "access_key": unquote(parts.username or ""),
        "secret_key": unquote(parts.password or ""),
        "bucket_name": bucket,
        "endpoint_url": f"{'http' if 'tls' in asked else 'https'}://{place}",
        "region_name": asked.get("region"),
        "addressing_style": "path",
        "signature_version": "s3v4",
        "default_acl": None,  # the bucket's own: private, unless somebody opened it
        "querystring_auth": True,
        "file_overwrite": True,
        "client_config": import_module("botocore.config").Config(
            connect_timeout=CONNECT_S, read_timeout=READ_S, retries={"total_max_attempts": TRIES},
            signature_version="s3v4", s3={"addressing_style": "path"},
        ),
    }  # fmt: skip
