"""Reads the file of a proof."""

from collections.abc import Callable

from jobfutures.companies.proof.reading import PATH, Reading, fault_in_file, shortened
from jobfutures.kit.fetch import CannotFetch, Fetched, fetch

MOST_BYTES = 1024


def fetch_file(url: str) -> Fetched:
    return fetch(url, most_bytes=MOST_BYTES)


def read_file(host: str, token: str, *, get: Callable[[str], Fetched] = fetch_file) -> Reading:
    try:
        found = get(f"https://{host}{PATH}")
    except CannotFetch as refusal:
        return Reading("file", refusal.reason, detail=str(refusal))
    texts = shortened([found.body.decode("utf-8", "replace").rstrip("\r\n")] if found.body else [])
    if found.status != 200:
        return Reading("file", f"status_{found.status}", texts)
    return Reading("file", fault_in_file(found.body, token), texts)
