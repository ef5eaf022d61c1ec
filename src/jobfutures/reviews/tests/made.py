"""Two small reviews of the tests' own, and what people write about them."""

import shutil
import tomllib
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from jobfutures.accounts.models import User
from jobfutures.guide.tests.made import TOPICS
from jobfutures.reviews.commands.attempts import submit_attempt
from jobfutures.reviews.commands.loading import load_reviews
from jobfutures.reviews.comments import Comment, Drafted
from jobfutures.reviews.content.reading import read_reviews
from jobfutures.reviews.models import Attempt, Review
from jobfutures.topics.commands.vocabulary import load_vocabulary
from jobfutures.topics.content import TopicsFile, Vocabulary
from tests.people import NOON

CONTENT = Path(__file__).parent / "content"
BOOKING = "parcels/booking.py"
# What somebody who has read the change of carrier-retry well would say.
TWICE = {"file": BOOKING, "side": "after", "lines": [35, 35], "category": "errors", "severity": "blocker"}
OWNER = {"file": BOOKING, "side": "before", "lines": [27, 27], "category": "security", "severity": "blocker"}
SWALLOWED = {"file": BOOKING, "side": "after", "lines": [51, 52], "category": "errors", "severity": "nit"}
NO_ALARM = {"file": BOOKING, "side": "after", "lines": [5, 5], "category": "contract", "severity": "nit"}
ON_FINE = {"file": BOOKING, "side": "after", "lines": [26, 27], "category": "correctness", "severity": "blocker"}
TASTE = {"file": BOOKING, "side": "after", "lines": [8, 8], "category": "readability", "severity": "nit"}


def said(one: dict[str, Any], text: str = "Look at this.", **more: Any) -> Comment:
    return Comment.model_validate(one | {"text": text} | more)


def drafted(one: dict[str, Any], text: str = "Look at this.", **more: Any) -> Drafted:
    return Drafted.model_validate({"id": uuid4(), **one, "text": text} | more)


def vocabulary() -> Vocabulary:
    return Vocabulary(TopicsFile.model_validate(tomllib.loads(TOPICS)).section)


def folder_below(parent: Path) -> Path:
    """Write a content folder with both reviews, for tests that break something in it."""
    folder = parent / "content"
    shutil.copytree(CONTENT, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def loaded(folder: Path = CONTENT) -> dict[str, Review]:
    """Load the reviews of a folder with their areas; return them by slug."""
    load_vocabulary(vocabulary=vocabulary())
    load_reviews(reviews=read_reviews([folder], vocabulary()), at=NOON)
    return Review.objects.in_bulk()


def attempt(by: User, review: Review, *comments: Comment, verdict: Any = "changes", key: UUID | None = None) -> Attempt:
    sent = {"comments": comments or (said(TWICE),), "verdict": verdict, "key": key or uuid4()}
    return submit_attempt(by=by, review=review, at=NOON, **sent)


def typed(one: dict[str, Any], text: str = "Look at this.", **more: Any) -> dict[str, Any]:
    """Return a comment as the form without script sends it."""
    first, last = one["lines"]
    plain = {name: one[name] for name in ("file", "side", "category", "severity")}
    return {**plain, "first": first, "last": last, "text": text, **more}
