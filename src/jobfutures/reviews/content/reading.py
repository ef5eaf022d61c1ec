"""Reads the reviews of content folders: `reviews/<slug>/` with review.toml, before/, after/ and proof/."""

import re
import tomllib
from pathlib import Path

from pydantic import ValidationError

from jobfutures.kit.content.faults import ContentFaults, Fault, shown
from jobfutures.reviews.content.check import faults_between, faults_of
from jobfutures.reviews.content.positions import Positions
from jobfutures.reviews.content.schema import Review, ReviewFields
from jobfutures.runner.job import SAFE_PATH
from jobfutures.topics.content import Vocabulary

FILE = "review.toml"
FOLDERS = ("before", "after", "proof")
TEXT_SUFFIXES = {".py", ".html", ".txt", ".md", ".toml", ".sql", ".csv", ".json", ".cfg", ".ini"}
LEFT_BY_RUNS = {"__pycache__", ".pytest_cache"}


def read_reviews(folders: list[Path], vocabulary: Vocabulary) -> list[Review]:
    """Read the reviews of all folders, by slug. Raises ContentFaults with every fault found."""
    faults: list[Fault] = []
    found: list[Review] = []
    for folder in folders:
        for place in sorted(path for path in folder.glob("reviews/*") if path.name not in LEFT_BY_RUNS):
            review = read_one(place, folder, faults)
            if review:
                faults += faults_of(review, vocabulary)
                found.append(review)
    faults += faults_between(found)
    if faults:
        raise ContentFaults(faults)
    return sorted(found, key=lambda one: one.slug)


def read_one(place: Path, folder: Path, faults: list[Fault]) -> Review | None:
    """Read one review; what cannot be read is added to `faults`."""
    name = shown(place / FILE, folder)
    sides = {side: texts(place / side, folder, faults) for side in FOLDERS}
    faults += stray_faults(place, folder)
    try:
        text = (place / FILE).read_text(encoding="utf-8")
        fields = tomllib.loads(text)
    except (FileNotFoundError, NotADirectoryError):
        faults.append(Fault(name, 1, "file", "is not there"))
        return None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        at = re.search(r"at line (\d+)", str(error))
        faults.append(Fault(name, int(at[1]) if at else 1, "file", f"is not TOML: {error}"))
        return None
    positions = Positions(text)
    try:
        checked = ReviewFields.model_validate(fields)
    except ValidationError as error:
        faults += [
            Fault(
                name,
                positions.line_of(one["loc"]),
                ".".join(map(str, one["loc"])),
                one["msg"].removeprefix("Value error, "),
            )
            for one in error.errors()
        ]
        return None
    return Review(slug=place.name, name=name, folder=place, fields=checked, positions=positions, **sides)


def stray_faults(place: Path, folder: Path) -> list[Fault]:
    return [
        Fault(shown(one, folder), 1, "file", f"is no part of a review: {FILE}, {', '.join(FOLDERS)}")
        for one in (sorted(place.iterdir()) if place.is_dir() else [place])
        if one.name not in {FILE, *FOLDERS, *LEFT_BY_RUNS}
    ]


def texts(place: Path, folder: Path, faults: list[Fault]) -> dict[str, str]:
    """Return the text files below a folder: relative path -> text, with line ends as the site shows them."""
    found = {}
    for file in sorted(path for path in place.rglob("*") if path.is_file() and not LEFT_BY_RUNS & {*path.parts}):
        path = file.relative_to(place).as_posix()
        if file.suffix not in TEXT_SUFFIXES or not SAFE_PATH.fullmatch(path):
            kinds = ", ".join(sorted(TEXT_SUFFIXES))
            faults.append(
                Fault(shown(file, folder), 1, "file", f"is none of the kinds {kinds}, or its name is not accepted")
            )
            continue
        try:
            found[path] = file.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            faults.append(Fault(shown(file, folder), 1, "file", f"is not UTF-8: byte {error.start} cannot be read"))
    return found
