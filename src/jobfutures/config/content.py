"""Checks and loads the content folders, room by room."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from jobfutures.checks.commands.loading import load_checks
from jobfutures.checks.content import CheckContent, read_checks
from jobfutures.config.folders import folders_hash
from jobfutures.exercises.commands.loading import load_exercises
from jobfutures.exercises.content import Exercise
from jobfutures.exercises.reading import read_exercises
from jobfutures.guide.commands import LoadCounts, load_guides
from jobfutures.guide.content.check import GuideContent, read_guides
from jobfutures.kit.content.faults import ContentFaults, Fault
from jobfutures.kit.content.frontmatter import Loaded
from jobfutures.predictions.commands.loading import load_predictions
from jobfutures.predictions.content.check import guides_by_question, read_predictions
from jobfutures.predictions.content.reading import Prediction
from jobfutures.reviews.commands.loading import load_reviews
from jobfutures.reviews.content.reading import read_reviews
from jobfutures.reviews.content.schema import Review
from jobfutures.support.commands.faq import load_faq
from jobfutures.support.content import FaqFields, read_faq
from jobfutures.topics.commands.edition import begin_edition
from jobfutures.topics.commands.vocabulary import load_vocabulary
from jobfutures.topics.content import Vocabulary, read_vocabulary
from jobfutures.topics.queries import content_hash


@dataclass(frozen=True)
class Content:
    vocabulary: Vocabulary
    guides: GuideContent
    faq: list[Loaded[FaqFields]]
    exercises: list[Exercise]
    predictions: list[Prediction]
    reviews: list[Review]
    checks: CheckContent | None


def check_content(folders: list[Path], *, items: bool = True) -> Content:
    """Read all rooms' content, that of skill checks where `items` says so. Raises ContentFaults with all faults."""
    vocabulary = read_vocabulary(folders)
    faults: list[Fault] = []

    def read[Part](reader: Callable[[], Part]) -> Part | None:
        try:
            return reader()
        except ContentFaults as refused:
            faults.extend(refused.faults)
            return None

    guides = read(lambda: read_guides(folders, vocabulary))
    faq = read(lambda: read_faq(folders))
    exercises = read(lambda: read_exercises(folders, vocabulary, tasks=items))
    predictions = read(lambda: read_predictions(folders, vocabulary))
    reviews = read(lambda: read_reviews(folders, vocabulary))
    checks = read(lambda: read_checks(folders, vocabulary, guides_by_question(folders))) if items else None
    if guides is None or faq is None or exercises is None or predictions is None or reviews is None or faults:
        raise ContentFaults(faults)
    return Content(vocabulary, guides, faq, exercises, predictions, reviews, checks)


def load_content(*, folders: list[Path], at: datetime) -> LoadCounts | None:
    """Load all content in one transaction; return None where it was loaded already. Raises ContentFaults.

    What skill checks ask is loaded by `load_items`: building it takes seconds, and the first page need not wait for it.
    """
    loaded = folders_hash(folders)
    if loaded == content_hash():
        return None
    content = check_content(folders, items=False)
    with transaction.atomic():
        load_vocabulary(vocabulary=content.vocabulary)
        counts = load_guides(content=content.guides, at=at)
        load_exercises(exercises=content.exercises, at=at)
        load_predictions(predictions=content.predictions, at=at)
        load_reviews(reviews=content.reviews, at=at)
        load_faq(entries=content.faq, at=at)
        begin_edition(reason="content loaded", loaded=loaded, at=at)
    return counts


def load_items(*, folders: list[Path], at: datetime) -> int:
    """Load what skill checks ask; return how many rows were written. Raises ContentFaults."""
    vocabulary = read_vocabulary(folders)
    read_exercises(folders, vocabulary)  # judges their code tasks, which the first page did not wait for
    content = read_checks(folders, vocabulary, guides_by_question(folders))
    return load_checks(content=content, at=at)
