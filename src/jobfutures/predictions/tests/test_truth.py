"""Every prediction does what its record says; and the harness says truly what a program did."""

from pathlib import Path

import pytest

from jobfutures.predictions import proof
from jobfutures.predictions.content import record
from jobfutures.predictions.content.check import guides_by_question
from jobfutures.predictions.content.reading import Prediction, read_folder
from jobfutures.predictions.content.schema import Ran
from jobfutures.predictions.content.truth import how_it_ended
from jobfutures.predictions.tests.made import JAM, LIST, folder_with

CONTENT = Path(__file__).parents[4] / "content"
PROJECT = CONTENT / "guides/python-backend/project"


@pytest.fixture(scope="module")
def done() -> dict[str, proof.Done]:
    """What programs did that the tests of this file speak of; one warm process ran them all."""
    return proof.run_all(PROGRAMS, PROJECT)


ROWS = "from counting import queries\nfrom shop.models import Account\n"
ASYNC = """
import asyncio


async def main():
    with queries():
        await Account.objects.acount()
        await Account.objects.acount()

asyncio.run(main())
"""
TRANSACTION = """
from django.db import transaction

with queries(), transaction.atomic():
    Account.objects.create(owner="Ada")
"""
ALCHEMY = """
from counting import queries
from shop_sqlalchemy import Account, Base
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with queries(engine), Session(engine) as session:
    session.add(Account(owner="Ada"))
    session.commit()
"""
PROGRAMS = {
    "deep": "def inner():\n    return {}['x']\n\ndef outer():\n    return inner()\n\nouter()\n",
    "cause": "try:\n    1 / 0\nexcept ZeroDivisionError as error:\n    raise ValueError('no') from error\n",
    "in a library": "import json\n\njson.loads('{')\n",
    "exit": "import sys\nprint('before')\nsys.exit(3)\n",
    "exit functions": "import atexit\natexit.register(print, 'bye')\nprint('hello')\n",
    "threads": "import threading, time\nthreading.Thread(target=lambda: (time.sleep(0.05), print('late'))).start()\n",
    "deprecated": "import datetime\n\ndatetime.datetime.utcnow()\n",
    "first row": f"{ROWS}with queries():\n    Account.objects.create(owner='Ada')\nprint(Account.objects.count())\n",
    "second row": f"{ROWS}print(Account.objects.count())\n",
    "transaction": ROWS + TRANSACTION,
    "other thread": ROWS + ASYNC,
    "sqlalchemy": ALCHEMY,
    "loud": "import sys\nprint('aside', file=sys.stderr)\n",
    "address": "print(object())\n",
}


def test_every_prediction_does_what_its_record_says() -> None:
    guides = guides_by_question([CONTENT])
    predictions = [one.with_homes(guides) for one in read_folder(CONTENT, [])]
    assert predictions

    runs = proof.runs_of(predictions)

    wrong = [str(fault) for one in predictions for fault in proof.run_faults(one, runs)]
    wrong += [f"{one.slug}: {why}" for one in predictions for why in proof.differences(one, proof.record_of(one, runs))]
    assert not wrong, "look, then run `content verify --write`:\n" + "\n".join(wrong)


@pytest.mark.parametrize(
    ("name", "exception", "line", "output"),
    [
        ("deep", "KeyError", 2, ""),
        ("cause", "ValueError", 4, ""),
        ("in a library", "json.decoder.JSONDecodeError", 3, ""),
        ("exit", "", 0, "before\n"),
        ("exit functions", "", 0, "hello\nbye\n"),
        ("threads", "", 0, "late\n"),
        ("deprecated", "DeprecationWarning", 3, ""),
        ("first row", "", 0, "1 query\n1\n"),
        ("second row", "", 0, "0\n"),
        ("transaction", "", 0, "1 query\n"),
        ("other thread", "", 0, "2 queries\n"),
        ("sqlalchemy", "", 0, "1 query\n"),
    ],
)
def test_the_harness_tells_what_a_program_did(
    done: dict[str, proof.Done], name: str, exception: str, line: int, output: str
) -> None:
    ran = done[name].ran

    assert (ran.exception, ran.line, ran.output) == (exception, line, output)
    assert not done[name].lost


def test_a_traceback_shows_the_program_and_nothing_of_ours(done: dict[str, proof.Done]) -> None:
    for name in ("deep", "cause", "in a library"):
        shown = done[name].ran.traceback
        files = {line.split('"')[1] for line in shown.splitlines() if line.lstrip().startswith("File ")}
        assert files == {"program.py"}, shown
        assert shown.startswith("Traceback (most recent call last):\n")


@pytest.mark.parametrize(
    ("name", "reason"),
    [("loud", "writes to the error stream"), ("address", "an address in memory"), ("deprecated", "is deprecated")],
)
def test_what_no_program_may_do_is_named(done: dict[str, proof.Done], name: str, reason: str) -> None:
    assert any(reason in why for why in proof.reasons([done[name]]))


def test_an_exception_that_names_an_address_is_the_same_each_time() -> None:
    runs = [proof.run_all({"it": "raise ValueError(object())\n"}, PROJECT, seed=seed)["it"] for seed in proof.SEEDS]

    assert list(proof.reasons(runs)) == []


def test_a_program_that_depends_on_the_order_of_hashes_is_named() -> None:
    source = "print({'tea', 'jam', 'bread', 'milk', 'salt', 'rice'})\n"
    runs = [proof.run_all({"it": source}, PROJECT, seed=seed)["it"] for seed in proof.SEEDS]

    assert any("something else each time" in why for why in proof.reasons(runs))


def test_verify_writes_what_ran_and_names_what_differs(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, LIST, JAM)
    (folder / record.NAME).unlink()

    assert [fault.reason.partition(":")[0] for fault in proof.verify([folder], write=False)] == [
        "did something else than its record"
    ] * 2
    assert proof.verify([folder], write=True) == []
    written = (folder / record.NAME).read_text()
    assert proof.verify([folder], write=False) == []

    changed = folder / "predictions/names/two-names.py"
    changed.write_text(changed.read_text().replace("append(2)", "append(3)"))
    (fault,) = proof.verify([folder], write=False)
    assert "[1, 3]" in fault.reason
    assert proof.verify([folder], write=True) == []
    assert "[1, 3]" in (folder / record.NAME).read_text()
    changed.write_text(LIST.program)
    proof.verify([folder], write=True)
    assert (folder / record.NAME).read_text() == written


def test_the_harness_and_the_record_say_in_the_same_words_how_it_ended(tmp_path: Path) -> None:
    source = (CONTENT.parent / "src/jobfutures/predictions/harness/run_prediction.py").read_text()

    for words in ("It ended without an exception.", "It ended with ", ", in line "):
        assert words in source
    assert how_it_ended("KeyError", 4) == "It ended with KeyError, in line 4."
    assert how_it_ended("", 0) == "It ended without an exception."


def test_a_record_of_another_kind_is_a_difference(tmp_path: Path) -> None:
    (one,) = read_folder(folder_with(tmp_path, LIST), [])
    assert isinstance(one, Prediction)
    assert one.record is not None
    other = one.record.model_copy(update={"versions": {"Python": "3.99"}, "program": Ran(sha256="", output="x")})

    assert len(proof.differences(one, other)) == 2
    shown_otherwise = one.record.program.model_copy(update={"traceback": "with other marks"})
    assert proof.differences(one, one.record.model_copy(update={"program": shown_otherwise})) == []
