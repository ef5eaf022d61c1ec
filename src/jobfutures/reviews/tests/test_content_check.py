"""`content check` names every kind of fault of a review with its file, line, field and reason."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from jobfutures.kit.content.faults import ContentFaults, Fault
from jobfutures.reviews.content.positions import Positions
from jobfutures.reviews.content.reading import read_reviews
from jobfutures.reviews.tests.made import CONTENT, folder_below, vocabulary

Break = Callable[[Path], object]
RETRY = "reviews/carrier-retry"
TOML = f"{RETRY}/review.toml"
BOOKING = f"{RETRY}/after/parcels/booking.py"
PROOF = f"{RETRY}/proof/test_proof.py"
DECOY = "reviews/shelf-search/review.toml"
WORDS = "One word follows another. " * 4


def faults_in(*folders: Path) -> list[Fault]:
    try:
        read_reviews(list(folders), vocabulary())
    except ContentFaults as refused:
        return refused.faults
    return []


def replacing(file: str, old: str, new: str, times: int = 1) -> Break:
    def act(folder: Path) -> None:
        text = (folder / file).read_text()
        assert old in text
        (folder / file).write_text(text.replace(old, new, times))

    return act


def writing(file: str, text: str | bytes) -> Break:
    def act(folder: Path) -> None:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(text.encode() if isinstance(text, str) else text)

    return act


def removing(*files: str) -> Break:
    def act(folder: Path) -> None:
        for file in files:
            place = folder / file
            shutil.rmtree(place) if place.is_dir() else place.unlink()

    return act


def text_of(field: str, text: str, file: str = TOML) -> Break:
    """Put another text in the place of the first one of this field."""

    def act(folder: Path) -> None:
        before, _, rest = (folder / file).read_text().partition(f'{field} = """')
        (folder / file).write_text(f'{before}{field} = """{text}"""{rest.partition('"""')[2]}')

    return act


def without_proof_of(name: str) -> Break:
    return replacing(PROOF, f"def test_{name}(", f"def shows_{name}(")


def many_changed(folder: Path) -> None:
    (folder / BOOKING).write_text("\n".join(f"line_{number} = {number}" for number in range(180)) + "\n")


BROKEN: dict[str, tuple[Break, str, int, str]] = {
    "no review.toml": (removing(TOML), TOML, 1, "file: is not there"),
    "no TOML": (replacing(TOML, "minutes = 10", "minutes = = 10"), TOML, 4, "is not TOML"),
    "not UTF-8": (writing(TOML, b"\xff\xfe"), TOML, 1, "is not TOML"),
    "a stray file": (writing(f"{RETRY}/notes.md", "mine"), f"{RETRY}/notes.md", 1, "is no part of a review"),
    "a file beside the reviews": (writing("reviews/notes.md", "mine"), "reviews/notes.md", 1, "is no part of a review"),
    "a field is missing": (replacing(TOML, "minutes = 10\n", ""), TOML, 1, "minutes: Field required"),
    "a field is unknown": (replacing(TOML, "minutes = 10", "minutes = 10\nmood = 1"), TOML, 5, "mood: Extra inputs"),
    "a field of a finding is unknown": (replacing(TOML, 'id = "booked-twice"', 'id = "booked-twice"\nmood = 1'), TOML, 24, "findings.0.mood: Extra"),
    "a short title": (replacing(TOML, "Ask the carrier again when it does not answer", "Retry"), TOML, 1, "title: String should have at least 10"),
    "a long title": (replacing(TOML, "Ask the carrier", "Ask the carrier " * 6), TOML, 1, "title: String should have at most 80"),
    "an unknown area": (replacing(TOML, '["A1", "A2"]', '["A1", "Z9"]'), TOML, 2, "areas.1: unknown area Z9"),
    "an area twice": (replacing(TOML, '["A1", "A2"]', '["A1", "A1"]'), TOML, 2, "areas.1: A1 stands twice"),
    "no area": (replacing(TOML, '["A1", "A2"]', "[]"), TOML, 2, "areas: List should have at least 1"),
    "four areas": (replacing(TOML, '["A1", "A2"]', '["A1", "A2", "A3", "A4"]'), TOML, 2, "areas: List should have at most 3"),
    "an unknown level": (replacing(TOML, '"middle"', '"guru"'), TOML, 3, "level: Input should be"),
    "too short a time": (replacing(TOML, "minutes = 10", "minutes = 4"), TOML, 4, "minutes: Input should be greater"),
    "too long a time": (replacing(TOML, "minutes = 10", "minutes = 26"), TOML, 4, "minutes: Input should be less"),
    "an unknown status": (replacing(TOML, '"published"', '"ready"'), TOML, 5, "status: Input should be"),
    "an unknown verdict": (replacing(TOML, 'verdict = "changes"', 'verdict = "maybe"'), TOML, 6, "verdict: Input should be"),
    "a decoy with findings": (replacing(TOML, 'verdict = "changes"', 'verdict = "approve"'), TOML, 27, "findings.0.severity: a decoy has no findings"),
    "changes without a finding": (replacing(DECOY, 'verdict = "approve"', 'verdict = "changes"'), DECOY, 6, "needs a finding that is more than a nit"),
    "one sentence of description": (text_of("description", "It is better now."), TOML, 7, "needs 2 to 8 sentences, has 1"),
    "a long description": (text_of("description", WORDS * 3), TOML, 7, "needs 2 to 8 sentences, has 12"),
    "a short key": (text_of("key", WORDS), TOML, 12, "needs 80 to 250 words, has 16"),
    "a long key": (text_of("key", WORDS * 20), TOML, 12, "needs 80 to 250 words, has 320"),
    "a short why": (text_of("why", WORDS), TOML, 29, "findings.0.why: needs 30 to 120 words, has 16"),
    "a long why": (text_of("why", WORDS * 8), TOML, 29, "findings.0.why: needs 30 to 120 words, has 128"),
    "a short why of what is fine": (text_of("why", WORDS, DECOY), DECOY, 25, "fine.0.why: needs 20 to 80 words, has 16"),
    "an unknown category": (replacing(TOML, 'category = "errors"', 'category = "style"'), TOML, 26, "findings.0.category: Input should be"),
    "an unknown severity": (replacing(TOML, 'severity = "blocker"', 'severity = "huge"'), TOML, 27, "findings.0.severity: Input should be"),
    "an unknown side": (replacing(TOML, 'side = "before"', 'side = "left"'), TOML, 38, "findings.1.side: Input should be"),
    "an unknown category in also": (replacing(TOML, '["correctness", "contract"]', '["style"]'), TOML, 32, "findings.0.also.0: Input should be"),
    "a category twice": (replacing(TOML, '["correctness", "contract"]', '["errors"]'), TOML, 32, "findings.0.also: names a category that is accepted already"),
    "an id that is no name": (replacing(TOML, 'id = "booked-twice"', 'id = "Booked twice"'), TOML, 23, "findings.0.id: String should match"),
    "an id twice": (replacing(TOML, 'id = "owner-not-asked"', 'id = "booked-twice"'), TOML, 35, "findings.1.id: booked-twice stands twice"),
    "a file that is not there": (replacing(TOML, "parcels/booking.py", "parcels/nothing.py"), TOML, 24, "findings.0.file: is not in after/"),
    "a file that is not there before": (replacing(TOML, 'file = "parcels/booking.py"\nlines = [27, 27]', 'file = "parcels/new.py"\nlines = [27, 27]'), TOML, 36, "findings.1.file: is not in before/"),
    "a path that leads out": (replacing(TOML, "parcels/booking.py", "../booking.py"), TOML, 24, "findings.0.file: String should match"),
    "a range outside the file": (replacing(TOML, "[51, 52]", "[51, 520]"), TOML, 49, "findings.2.lines: line 520 is outside the file, which has 53"),
    "a range that runs backwards": (replacing(TOML, "[51, 52]", "[52, 51]"), TOML, 49, "findings.2.lines: the last line stands before the first"),
    "line zero": (replacing(TOML, "[51, 52]", "[0, 52]"), TOML, 49, "findings.2.lines.0: Input should be greater"),
    "a range that touches no change": (replacing(TOML, "[51, 52]", "[13, 14]"), TOML, 49, "findings.2.lines: touch no changed line"),
    "a range of thirteen lines": (replacing(TOML, "[51, 52]", "[40, 52]"), TOML, 49, "findings.2.lines: are 13, and at most 12 may be"),
    "five findings": (replacing(TOML, "[[fine]]", '[[findings]]\nid = "a"\n[[findings]]\nid = "b"\n[[fine]]'), TOML, 22, "findings: List should have at most 4"),
    "one fine": (replacing(TOML, "[[fine]]\nfile = \"parcels/models.py\"", "[[other]]\nfile = \"parcels/models.py\""), TOML, 57, "fine: List should have at least 2"),
    "two fine in a decoy": (lambda f: (f / DECOY).write_text((f / DECOY).read_text().rpartition("[[fine]]")[0]), DECOY, 22, "a decoy needs at least 3 of them, found 2"),
    "a fine file that is not there": (replacing(TOML, "parcels/models.py", "parcels/model.py"), TOML, 65, "fine.1.file: is not in after/"),
    "a fine range outside the file": (replacing(TOML, "[12, 13]", "[12, 1300]"), TOML, 66, "fine.1.lines: line 1300 is outside"),
    "a line that is fine and is not": (replacing(TOML, "[22, 29]", "[22, 35]"), TOML, 59, "fine.0.lines: are also lines of the finding booked-twice"),
    "no proof": (removing(PROOF), TOML, 1, "proof: proof/test_proof.py is missing"),
    "a finding that is not proved": (without_proof_of("booked_twice"), TOML, 23, "findings.0.id: proof/test_proof.py has no test_booked_twice"),
    "a proof without a test": (writing("reviews/shelf-search/proof/test_proof.py", "x = 1\n"), DECOY, 1, "has no test"),
    "no before": (removing(f"{RETRY}/before"), TOML, 1, "before: the folder is missing or empty"),
    "no after": (removing(f"{RETRY}/after"), TOML, 1, "after: the folder is missing or empty"),
    "nothing changed": (lambda f: (removing(f"{RETRY}/after")(f), shutil.copytree(f / RETRY / "before", f / RETRY / "after")), TOML, 1, "after: is the same as before"),
    "a file too many": (lambda f: [writing(f"{RETRY}/after/parcels/m{number}.py", "x = 1\n")(f) for number in range(6)], TOML, 1, "after: needs 2 to 8 files, has 9"),
    "too few lines": (writing(f"{RETRY}/after/parcels/models.py", "x = 1\n"), TOML, 1, "after: needs 120 to 400 lines in all, has 104"),
    "a small change": (lambda f: shutil.copy(f / RETRY / "before/parcels/booking.py", f / BOOKING), TOML, 1, "needs 25 to 120 changed lines"),
    "a large change": (many_changed, TOML, 1, "needs 25 to 120 changed lines"),
    "no Python before": (writing(f"{RETRY}/before/parcels/models.py", "def f(:\n"), f"{RETRY}/before/parcels/models.py", 1, "is no Python"),
    "no Python after": (replacing(BOOKING, "TRIES = 3", "TRIES = = 3"), BOOKING, 7, "is no Python"),
    "no Python in the proof": (writing(PROOF, "\ndef f(:\n"), PROOF, 2, "is no Python"),
    "a file of another kind": (writing(f"{RETRY}/after/logo.png", b"\x89PNG"), f"{RETRY}/after/logo.png", 1, "is none of the kinds"),
    "a name that is not accepted": (writing(f"{RETRY}/after/my file.py", "x = 1\n"), f"{RETRY}/after/my file.py", 1, "is none of the kinds"),
    "a file that is no text": (writing(BOOKING, b"\xff"), BOOKING, 1, "is not UTF-8"),
    "a NUL in a file": (writing(f"{RETRY}/after/notes.txt", "a\0b"), f"{RETRY}/after/notes.txt", 1, "holds a NUL"),
    "a folder's name that is no address": (lambda f: (f / RETRY).rename(f / "reviews/Carrier_Retry"), "reviews/Carrier_Retry/review.toml", 1, "slug: the folder's name is the address"),
    "a title twice": (replacing(DECOY, "Search the shelf, in three orders", "Ask the carrier: again, when it does not answer"), DECOY, 1, "title: stands already in"),
}  # fmt: skip


def test_the_reviews_of_the_tests_are_right() -> None:
    assert faults_in(CONTENT) == []


@pytest.mark.parametrize(("act", "file", "line", "reason"), BROKEN.values(), ids=BROKEN.keys())
def test_every_fault_is_named(tmp_path: Path, act: Break, file: str, line: int, reason: str) -> None:
    folder = folder_below(tmp_path)
    act(folder)

    faults = faults_in(folder)

    said = [
        f"{fault.field}: {fault.reason}" for fault in faults if (fault.file, fault.line) == (f"content/{file}", line)
    ]
    assert any(reason in one for one in said), "\n".join(map(str, faults))


def test_an_area_that_is_not_of_the_first_release_is_refused(tmp_path: Path) -> None:
    words = vocabulary()
    later = words.sections[0].area[1].model_copy(update={"first_release": False})
    words.sections[0] = words.sections[0].model_copy(update={"area": [words.sections[0].area[0], later]})

    with pytest.raises(ContentFaults) as refused:
        read_reviews([CONTENT], words)

    assert "A2 is no area of the first release" in str(refused.value.faults[0])


def test_a_review_stands_in_one_folder_only(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    faults = faults_in(folder_below(tmp_path / "one"), folder_below(tmp_path / "two"))

    assert {fault.field for fault in faults} == {"slug", "title"}


def test_nits_alone_are_approved(tmp_path: Path) -> None:
    folder = folder_below(tmp_path)
    for weight in ("blocker", "blocker", "suggestion"):
        replacing(TOML, f'severity = "{weight}"', 'severity = "nit"')(folder)
    replacing(TOML, 'verdict = "changes"', 'verdict = "approve"')(folder)

    assert faults_in(folder) == []


def test_what_runs_leave_behind_is_passed_over(tmp_path: Path) -> None:
    folder = folder_below(tmp_path)
    writing(f"{RETRY}/after/parcels/__pycache__/booking.pyc", b"\0")(folder)
    writing(f"{RETRY}/.pytest_cache/README.md", "x")(folder)

    assert faults_in(folder) == []


def test_a_text_over_several_lines_hides_no_field_and_invents_none() -> None:
    positions = Positions('a = """\nb = 1\n[[c]]\n"""\nd = """x"""\n[[e]]\nf = 1\n[[e]]\nf = 2\n')

    assert [
        positions.line_of(path) for path in (("a",), ("b",), ("d",), ("e", 0, "f"), ("e", 1, "f"), ("e", 1, "g"))
    ] == [1, 1, 5, 7, 9, 8]
