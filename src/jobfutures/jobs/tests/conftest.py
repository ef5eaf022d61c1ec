"""An index of postings of its own for each test that asks for it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import timezone

from jobfutures.jobs.commands.indexing import Follower
from jobfutures.jobs.index import JobIndex
from jobfutures.jobs.queries import searching
from jobfutures.kit.rooms import modules


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> JobIndex:
    made = JobIndex(tmp_path / "index")
    monkeypatch.setattr(searching, "job_index", lambda: made)
    return made


@pytest.fixture
def follower(index: JobIndex) -> Iterator[Follower]:
    made = Follower(JobIndex(index.folder.parent))
    yield made
    made.writer.close()


@pytest.fixture
def indexed(follower: Follower) -> Callable[[], bool]:
    """Return what the worker does once a second."""
    return lambda: follower.tick(timezone.now())


@pytest.fixture(autouse=True)
def rooms_as_they_are() -> Iterator[None]:
    yield
    modules.cache_clear()
