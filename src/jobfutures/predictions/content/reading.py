"""Reads the predictions of content folders: `predictions/<area>/<slug>.md` with its programs beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from jobfutures.kit.content.faults import Fault, shown
from jobfutures.kit.content.frontmatter import Document, Loaded, read_all
from jobfutures.predictions.content import record
from jobfutures.predictions.content.schema import PredictionFields, Record
from jobfutures.predictions.content.truth import truth

Place = tuple[str | int, ...]
BODY: Literal["text"] = "text"


@dataclass(frozen=True, kw_only=True)
class Prediction:
    """One prediction as it stands in its folder. homes: the folder of the guide of each related question."""

    loaded: Loaded[PredictionFields]
    program: str
    fixed: str | None
    record: Record | None = None
    homes: tuple[Path | None, ...] = ()

    @property
    def document(self) -> Document:
        return self.loaded.document

    @property
    def fields(self) -> PredictionFields:
        return self.loaded.fields

    @property
    def slug(self) -> str:
        return self.document.file.stem

    @property
    def key(self) -> str:
        """The name of its record."""
        return key_of(self.document)

    @property
    def truth(self) -> str:
        return truth(self.fields.asks, self.record.program) if self.record else ""

    @property
    def home(self) -> Path | None:
        """The folder of the guide that it belongs to: that of its first related question."""
        return next(iter(self.homes), None)

    def with_homes(self, guides: Mapping[str, Path]) -> "Prediction":
        return replace(self, homes=tuple(guides.get(question) for question in self.fields.related))

    def with_record(self, ran: Record | None) -> "Prediction":
        return replace(self, record=ran)

    def fault(self, place: Place, reason: str) -> Fault:
        """Name a fault in the Markdown file; `text` is the part below the front matter."""
        if place == (BODY,):
            return Fault(self.document.name, self.document.body_line, BODY, reason)
        return self.loaded.fault(place, reason)

    def program_fault(self, reason: str, *, line: int = 1, fixed: bool = False) -> Fault:
        file = self.document.file.with_suffix(".fixed.py" if fixed else ".py")
        return Fault(shown(file, self.document.folder), line, "program", reason)


def key_of(document: Document) -> str:
    return document.file.relative_to(document.folder).as_posix()


def read_folder(folder: Path, faults: list[Fault]) -> list[Prediction]:
    """Read what one content folder holds; what cannot be read is named and left out."""
    files = sorted(folder.glob("predictions/*/*.md"))
    records = record.read(folder, faults)
    faults += orphans(folder, {file.with_suffix("") for file in files})
    found = []
    for loaded in read_all(files, folder, PredictionFields, faults):
        prediction = with_programs(loaded, faults)
        if prediction:
            found.append(prediction.with_record(records.get(prediction.key)))
    return found


def with_programs(loaded: Loaded[PredictionFields], faults: list[Fault]) -> Prediction | None:
    file = loaded.document.file
    program, fixed = (text_of(file.with_suffix(suffix), loaded, faults) for suffix in (".py", ".fixed.py"))
    if program is None:
        if not file.with_suffix(".py").exists():
            faults.append(Fault(loaded.document.name, 1, "program", f"{file.stem}.py is not there"))
        return None
    return Prediction(loaded=loaded, program=program, fixed=fixed)


def text_of(file: Path, loaded: Loaded[PredictionFields], faults: list[Fault]) -> str | None:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        name = shown(file, loaded.document.folder)
        faults.append(Fault(name, 1, "file", f"is not UTF-8: byte {error.start} cannot be read"))
        return None


def orphans(folder: Path, known: set[Path]) -> list[Fault]:
    """Name the programs that belong to no prediction."""
    programs = [file for file in folder.glob("predictions/**/*") if file.is_file() and file.suffix != ".md"]
    left = [
        file for file in programs if file.with_name(file.name.removesuffix(".py").removesuffix(".fixed")) not in known
    ]
    return [
        Fault(shown(file, folder), 1, "file", "belongs to no prediction: there is no .md of its name")
        for file in sorted(left)
        if "__pycache__" not in file.parts
    ]
