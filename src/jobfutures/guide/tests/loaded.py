"""Puts the small content folder into the database, as `content load` would."""

from datetime import datetime
from pathlib import Path

from jobfutures.guide.commands import LoadCounts, load_guides
from jobfutures.guide.content.check import read_guides
from jobfutures.topics.commands.vocabulary import load_vocabulary
from jobfutures.topics.content import read_vocabulary
from tests.people import NOON


def load(folder: Path, at: datetime = NOON) -> LoadCounts:
    vocabulary = read_vocabulary([folder])
    load_vocabulary(vocabulary=vocabulary)
    return load_guides(content=read_guides([folder], vocabulary), at=at)
