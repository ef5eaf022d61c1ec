"""The questions of a job as they stand: what a form that changes them was opened with."""

import hashlib
from collections.abc import Iterable

from jobfutures.hiring.models import JobQuestion

ASKING = ("DRAFT", "IN_REVIEW", "PUBLISHED", "PAUSED")  # states of a job in which its questions may change


def version_of(questions: Iterable[JobQuestion]) -> str:
    said = repr([(one.position, one.text, one.is_required) for one in questions])
    return hashlib.sha256(said.encode()).hexdigest()[:16]
