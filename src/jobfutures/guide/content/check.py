"""Reads the guides of all content folders and refuses them with every fault named: `jobfutures content check`."""

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from graphlib import CycleError, TopologicalSorter
from itertools import combinations
from pathlib import Path
from typing import Any

from jobfutures.guide.content import proof_record
from jobfutures.guide.content.body import body_faults
from jobfutures.guide.content.interviewers import interviewers_faults
from jobfutures.guide.content.schema import AreaFields, GuideFields, InterviewersFields, QuestionFields, Status
from jobfutures.kit.content.faults import ContentFaults, Fault, shown
from jobfutures.kit.content.frontmatter import Loaded, read_all
from jobfutures.topics.content import Vocabulary

NEAR_DUPLICATE = 0.9
EXAMPLE_LINES = 160
NO_QUESTION = {"area.md", "interviewers.md"}
TAKEN = {"interviewers", "paths", "sheets"}  # addresses below a guide that are no areas


@dataclass
class GuideContent:
    """What the folders hold, and the faults found while reading it."""

    folders: list[Path]
    vocabulary: Vocabulary
    guides: list[Loaded[GuideFields]] = field(default_factory=list)
    areas: list[Loaded[AreaFields]] = field(default_factory=list)
    questions: list[Loaded[QuestionFields]] = field(default_factory=list)
    interviewers: list[Loaded[InterviewersFields]] = field(default_factory=list)
    proof: dict[Path, dict[str, Any]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    unreadable: set[str] = field(default_factory=set)  # ids whose own faults are named: nothing else is said of them

    def published_in(self, folder: Path) -> list[Loaded[QuestionFields]]:
        """Return the published questions whose files stand in one folder."""
        beside = [question for question in self.questions if question.document.file.parent == folder]
        return [question for question in beside if question.fields.status is Status.PUBLISHED]


def read_guides(folders: list[Path], vocabulary: Vocabulary) -> GuideContent:
    """Read and check the guides of all folders. Raises ContentFaults with every fault found."""
    content = GuideContent(folders, vocabulary)
    for folder in folders:
        content.proof |= proof_record.read(folder)
        for guide in sorted(folder.glob("guides/*/")):
            content.guides += read_all([guide / "guide.md"], folder, GuideFields, content.faults)
            content.areas += read_all(sorted(guide.glob("*/*/area.md")), folder, AreaFields, content.faults)
            files = [file for file in sorted(guide.glob("*/*/*.md")) if file.name not in NO_QUESTION]
            questions = read_all(files, folder, QuestionFields, content.faults)
            content.unreadable |= {file.stem for file in files} - {q.document.file.stem for q in questions}
            content.questions += questions
            beside = sorted(guide.glob("*/*/interviewers.md"))
            content.interviewers += read_all(beside, folder, InterviewersFields, content.faults)
    for check in (
        check_guides, check_placement, check_ids, check_prerequisites, check_titles, check_bodies, check_interviewers,
        check_examples,
    ):  # fmt: skip
        check(content)
    if content.faults:
        raise ContentFaults(content.faults)
    return content


def check_guides(content: GuideContent) -> None:
    roles = {role.id for role in content.vocabulary.roles}
    for guide in content.guides:
        for index, role in enumerate(guide.fields.roles):
            if role not in roles:
                content.faults.append(guide.fault(("roles", index), f"unknown role {role}"))


def check_placement(content: GuideContent) -> None:
    """A file stands in the folder of its section and area, under the name of its id."""
    placed: list[Loaded[AreaFields] | Loaded[QuestionFields] | Loaded[InterviewersFields]] = [
        *content.areas, *content.questions, *content.interviewers,
    ]  # fmt: skip
    for loaded in placed:
        slugs = content.vocabulary.slugs(loaded.fields.area)
        file = loaded.document.file
        if slugs is None:
            content.faults.append(loaded.fault(("area",), f"unknown area {loaded.fields.area}"))
        elif (file.parent.parent.name, file.parent.name) != slugs:
            content.faults.append(loaded.fault(("area",), f"{loaded.fields.area} belongs in {'/'.join(slugs)}/"))
        elif slugs[1] in TAKEN:
            content.faults.append(loaded.fault(("area",), f"the address {slugs[1]}/ of a guide is no area's"))
        if isinstance(loaded.fields, QuestionFields) and file.stem != loaded.fields.id:
            content.faults.append(loaded.fault(("id",), f"the file must be named {loaded.fields.id}.md"))


def check_ids(content: GuideContent) -> None:
    """An id stands once over all folders, and an area lists exactly the questions beside it."""
    seen: dict[str, str] = {}
    for question in content.questions:
        first = seen.setdefault(question.fields.id, question.document.name)
        if first != question.document.name:
            content.faults.append(question.fault(("id",), f"stands already in {first}"))
    folders = {area.document.file.parent for area in content.areas}
    for area in content.areas:
        beside = [q for q in content.questions if q.document.file.parent == area.document.file.parent]
        here = {question.fields.id for question in beside}
        for index, listed in enumerate(area.fields.questions):
            if listed not in here | content.unreadable:
                content.faults.append(area.fault(("questions", index), f"{listed} is not in this folder"))
        for missing in here - set(area.fields.questions):
            content.faults.append(area.fault(("questions",), f"{missing} is in this folder and not listed"))
    for question in content.questions:
        if question.document.file.parent not in folders:
            content.faults.append(question.fault(("area",), "its folder has no area.md"))


def check_prerequisites(content: GuideContent) -> None:
    questions = {question.fields.id: question for question in content.questions}
    areas = {area.fields.area: area for area in content.areas}
    for question in content.questions:
        for index, needed in enumerate(question.fields.prerequisites):
            if needed not in questions.keys() | content.unreadable:
                content.faults.append(question.fault(("prerequisites", index), f"unknown question {needed}"))
    for area in content.areas:
        for index, needed in enumerate(area.fields.prerequisites):
            if content.vocabulary.slugs(needed) is None:
                content.faults.append(area.fault(("prerequisites", index), f"unknown area {needed}"))
    by_name: list[dict[str, Loaded[QuestionFields] | Loaded[AreaFields]]] = [{**questions}, {**areas}]
    for owners in by_name:
        graph = {name: set(owner.fields.prerequisites) for name, owner in owners.items()}
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            ring: list[str] = error.args[1]
            owner = next(owners[name] for name in ring if name in owners)
            content.faults.append(owner.fault(("prerequisites",), "a cycle: " + " needs ".join(reversed(ring))))


def check_titles(content: GuideContent) -> None:
    """Near-duplicate titles: the same words, or nearly the same letters."""
    words = {id(q): frozenset(re.findall(r"[a-z0-9]+", q.fields.title.lower())) for q in content.questions}
    for first, second in combinations(content.questions, 2):
        common = len(words[id(first)] & words[id(second)]) / max(len(words[id(first)] | words[id(second)]), 1)
        if common < NEAR_DUPLICATE / 2:
            continue  # nine letters in ten are never the same where not half of the words are
        matcher = SequenceMatcher(None, first.fields.title.lower(), second.fields.title.lower())
        if common == 1 or matcher.ratio() >= NEAR_DUPLICATE:
            content.faults.append(second.fault(("title",), f"is nearly the title of {first.document.name}"))


def check_bodies(content: GuideContent) -> None:
    ids = {question.fields.id for question in content.questions} | content.unreadable
    for question in content.questions:
        content.faults += body_faults(question, ids)


def check_interviewers(content: GuideContent) -> None:
    """A published area says what an interviewer needs, and an interviewers' file stands beside an area."""
    ids = {question.fields.id for question in content.questions} | content.unreadable
    areas = {area.document.file.parent: area for area in content.areas}
    for loaded in content.interviewers:
        here = loaded.document.file.parent
        if here not in areas:
            content.faults.append(loaded.fault(("area",), "its folder has no area.md"))
            continue
        beside = [question for question in content.questions if question.document.file.parent == here]
        asked = content.published_in(here) or beside  # an area of drafts is written for as it will be
        content.faults += interviewers_faults(loaded, asked, ids, content.unreadable)
    for folder, area in areas.items():
        if content.published_in(folder) and not (folder / "interviewers.md").exists():
            content.faults.append(area.fault(("area",), "has published questions and no interviewers.md"))


def check_examples(content: GuideContent) -> None:
    """Every example exists, is named by exactly one question, is short enough, and was executed as it stands."""
    named: dict[Path, str] = {}
    for question in content.questions:
        for index, example in enumerate(question.fields.examples):
            where = ("examples", index, "path")
            file = question.document.file.parent / example.path
            if not file.exists():
                content.faults.append(question.fault(where, f"{example.path} is not there"))
                continue
            if file in named:
                content.faults.append(question.fault(where, f"belongs to {named[file]} already"))
            named[file] = question.fields.id
            length = len(file.read_text(encoding="utf-8").splitlines())
            if length > EXAMPLE_LINES:
                reason = f"has {length} lines; an example has at most {EXAMPLE_LINES}"
                content.faults.append(question.fault(where, reason))
            unproven = proof_record.why_unproven(content.proof, file)
            if unproven and question.fields.status is Status.PUBLISHED:
                content.faults.append(question.fault(where, unproven))
    for folder in content.folders:
        for file in sorted(folder.glob("guides/*/*/*/examples/**/*")):
            owned = file in named or file.relative_to(folder).parts[5] in content.unreadable
            if file.is_file() and not owned and "__pycache__" not in file.parts:
                content.faults.append(Fault(shown(file, folder), 1, "file", "an example that no question names"))
