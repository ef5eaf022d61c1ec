"""The index of postings heals: from killed writers, deleted and broken files, and from what nobody told it."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from jobfutures.companies.models import Company
from jobfutures.companies.tests import made as companies
from jobfutures.jobs.building import Building
from jobfutures.jobs.commands import indexing
from jobfutures.jobs.commands.indexing import Follower, Seen, prune_changes, see
from jobfutures.jobs.index import JobIndex
from jobfutures.jobs.models import Change, Job
from jobfutures.jobs.partwriting import PartWriter
from jobfutures.jobs.queries.searching import search
from jobfutures.jobs.tests import made
from jobfutures.jobs.view import View
from jobfutures.jobs.wanted import Wanted
from jobfutures.jobs.writing import JobWriter
from jobfutures.topics.models import Area

pytestmark = pytest.mark.django_db
Indexed = Callable[[], bool]
ANEW = "search index is being made anew"


@pytest.fixture
def acme(indexed: Indexed) -> Company:
    """A company with one posting that is found."""
    found = companies.company()
    made.job(found, title="Compiler engineer")
    indexed()
    return found


def count(words: str = "compiler") -> int:
    results = search(Wanted(q=words), "", timezone.now())
    assert results.indexed
    return results.count


def files(index: JobIndex, names: str) -> list[Path]:
    return list(index.path(index.edition()).glob(names))


def cut(file: Path) -> None:
    """Cut a file off, as a full disk does: another one in its place, for who has it open keeps what it was."""
    content = file.read_bytes()
    file.unlink()
    file.write_bytes(content[:-20])


BROKEN: dict[str, Callable[[JobIndex], object]] = {
    "no stamp": lambda index: index.stamp.unlink(),
    "no folder at all": lambda index: shutil.rmtree(index.folder),
    "no generation": lambda index: shutil.rmtree(index.path(index.edition())),
    "no list of its parts": lambda index: index.view_path(index.edition()).unlink(),
    "a list that is cut off": lambda index: cut(index.view_path(index.edition())),
    "no parts": lambda index: [file.unlink() for file in files(index, "part-*")],
    "parts that are cut off": lambda index: [cut(file) for file in files(index, "part-*")],
    "empty parts": lambda index: [file.write_bytes(b"") for file in files(index, "part-*")],
    "parts of nonsense": lambda index: [file.write_bytes(b"nonsense" * 40) for file in files(index, "part-*")],
    "a stamp of nonsense": lambda index: index.stamp.write_bytes(b"\xff"),
    "a stamp that names nothing": lambda index: index.stamp.write_text("nothing 1"),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_lost_or_broken_index_is_made_anew_and_no_page_fails_meanwhile(
    how: str, acme: Company, index: JobIndex, indexed: Indexed, client: Client
) -> None:
    BROKEN[how](index)
    index.forget()

    answer = client.get("/jobs/?q=compiler")
    assert answer.status_code == 200
    assert "Compiler engineer" in answer.text
    assert ANEW in answer.text
    indexed()
    indexed()
    assert ANEW not in client.get("/jobs/?q=compiler").text
    assert count() == 1


def test_a_reader_that_has_it_open_goes_on_while_files_are_deleted(
    acme: Company, index: JobIndex, indexed: Indexed, client: Client
) -> None:
    assert count() == 1
    shutil.rmtree(index.folder)

    assert client.get("/jobs/?q=compiler").status_code == 200
    indexed()
    assert count() == 1


class Killed(BaseException):
    pass


def kill(*_: object) -> None:
    raise Killed


@pytest.mark.parametrize(
    ("when", "there"),
    [((Building, "add"), 0), ((PartWriter, "end"), 0), ((View, "write"), 0), ((JobWriter, "show"), 0),
     ((JobWriter, "sweep"), 1)],
    ids=str,
)  # fmt: skip
def test_a_writer_that_is_killed_leaves_nothing_undone(
    when: tuple[type, str], there: int, acme: Company, index: JobIndex, follower: Follower
) -> None:
    made.job(acme, title="Kernel engineer")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(*when, kill)
        with pytest.raises(Killed):
            follower.tick(timezone.now())
    follower.writer.close()
    assert count("kernel") == there

    other = Follower(JobIndex(index.folder.parent))
    other.tick(timezone.now())
    assert count("kernel") == 1
    assert count() == 1
    assert set(files(index, "*")) == set(files(index, "made-of")) | {
        index.path(index.edition()) / name for names in other.writer.recent.values() for name in names
    }
    other.writer.close()


@pytest.mark.slow
def test_the_lock_and_the_half_made_index_of_a_killed_process_are_nobodys(
    acme: Company, index: JobIndex, indexed: Indexed, follower: Follower
) -> None:
    follower.writer.close()
    words = (
        "import sys, time; from pathlib import Path; from jobfutures.jobs.index import JobIndex; "
        "from jobfutures.jobs.writing import JobWriter; writer = JobWriter(JobIndex(Path(sys.argv[1]))); "
        "assert writer.begin(); print('begun', flush=True)\n"
        "def slowly():\n    (yield from ()); print('half', flush=True); time.sleep(60)\nwriter.rebuild(slowly())"
    )
    other = subprocess.Popen([sys.executable, "-c", words, str(index.folder.parent)], stdout=subprocess.PIPE, text=True)
    assert other.stdout
    assert [other.stdout.readline().strip() for _ in range(2)] == ["begun", "half"]
    assert not indexed()
    assert count() == 1
    other.kill()
    other.communicate()
    index.stamp.unlink()

    assert indexed()
    assert count() == 1
    assert len([one for one in index.folder.iterdir() if one.is_dir()]) == 1


def test_who_is_live_is_counted_as_it_is_listed(acme: Company) -> None:
    made.job(acme, state="CLOSED")
    made.job(companies.company("lapsed", state="LAPSED"))

    assert Job.objects.live_count() == Job.objects.live().count() == 1


def test_what_changed_waits_for_no_look(acme: Company, indexed: Indexed, follower: Follower) -> None:
    looking = Future[Seen]()
    follower.aside, follower.looked_at = lambda: looking, float("-inf")
    made.job(acme, title="Kernel engineer")
    assert indexed()
    assert count("kernel") == 1

    Company.objects.update(name="Renamed")
    assert not indexed()
    looking.set_result(see())
    assert indexed()
    assert count("renamed") == 2


def test_of_two_processes_one_writes(acme: Company, index: JobIndex, follower: Follower) -> None:
    other = Follower(JobIndex(index.folder.parent))
    made.job(acme, title="Kernel engineer")

    assert not other.tick(timezone.now())
    assert follower.tick(timezone.now())
    assert not follower.tick(timezone.now())
    follower.writer.close()
    made.job(acme, title="Kernel developer")
    assert other.tick(timezone.now())
    assert count("kernel") == 2
    other.writer.close()


def test_every_host_takes_in_every_change(acme: Company, tmp_path: Path, indexed: Indexed) -> None:
    there = JobIndex(tmp_path / "elsewhere")
    elsewhere = Follower(there)
    elsewhere.tick(timezone.now())
    job = made.job(acme, title="Kernel engineer")
    indexed()
    elsewhere.tick(timezone.now())

    assert count("kernel") == 1
    view = there.view()
    assert view
    assert view.has(job.pk)
    elsewhere.writer.close()


def test_a_host_that_was_away_for_long_makes_its_index_anew(acme: Company, index: JobIndex, follower: Follower) -> None:
    follower.writer.close()
    made.job(acme, title="Kernel engineer")
    Change.objects.all().delete()

    Follower(JobIndex(index.folder.parent)).tick(timezone.now() + timedelta(hours=13))

    assert count("kernel") == 1


def test_a_new_name_of_a_company_or_a_topic_is_found_within_a_minute(
    acme: Company, indexed: Indexed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "LOOK_S", 0.0)
    Company.objects.filter(pk=acme.pk).update(name="Zebra")
    assert indexed()
    assert count("zebra") == 1

    Area.objects.update(title="Giraffes")
    indexed()
    indexed()
    assert count("giraffes") == 1


def test_what_nobody_told_the_index_is_noticed(
    acme: Company, indexed: Indexed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "LOOK_S", 0.0)
    for number in range(30):
        made.job(acme, title=f"Silent {number}")
    Change.objects.all().delete()
    for _ in range(3):
        indexed()

    assert count("silent") == 30


def test_changes_are_forgotten_after_a_day(acme: Company) -> None:
    Change.objects.update(at=timezone.now() - timedelta(hours=25))
    made.job(acme)
    prune_changes.func()

    assert Change.objects.count() == 1


def test_many_changes_at_once_are_taken_in_by_parts(acme: Company, indexed: Indexed) -> None:
    first = Job.objects.get()
    Change.objects.bulk_create(Change(job_id=first.pk) for _ in range(3))
    for number in range(5):
        made.job(acme, title=f"Kernel {number}")
    indexed()

    assert count("kernel") == 5
    assert count() == 1
