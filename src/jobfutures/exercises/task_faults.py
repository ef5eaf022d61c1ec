"""What `content check` says of the task/ folder of an exercise: entries that do nothing or run together, and what is
left of the old domain."""

import ast
import keyword
import sys
from collections.abc import Iterator, Mapping
from itertools import chain

from pydantic import ValidationError

from jobfutures.exercises.content import Exercise, Task
from jobfutures.exercises.renaming import Phrase, Renaming, plural, renaming_of
from jobfutures.exercises.tasks import variant_of
from jobfutures.kit.content.faults import Fault
from jobfutures.runner.job import SAFE_PATH

MAX_STATEMENT_LINES = 120
LEAST_PART = 4  # letters of an old word that is looked for inside longer ones too
SQL = (
    "all and as by case check column constraint create default delete desc distinct drop else end exists foreign from "
    "group having in index insert into is join key left limit not null offset on or order primary references right "
    "row select set table then to transaction trigger union unique update user using values view when where"
)
RESERVED = {*SQL.split(), *(word.lower() for word in keyword.kwlist)}


def task_faults(exercise: Exercise) -> Iterator[Fault]:
    """Yield a fault for everything in task/ that does not fit the exercise."""
    task = exercise.task
    if task is None:
        return
    entries = list(entry_faults(exercise, task))
    yield from entries
    yield from (Fault(task.name, line_of(task, field), field, reason) for field, reason in text_faults(exercise, task))
    if entries:
        return
    try:
        variant = variant_of(exercise)
    except ValidationError as error:
        yield from (Fault(task.name, 1, ".".join(map(str, one["loc"])), one["msg"]) for one in error.errors())
        return
    if variant:
        found = chain(name_faults(exercise, variant), leftover_faults(exercise, variant, task))
        yield from (Fault(task.name, 1, field, reason) for field, reason in found)


def line_of(task: Task, key: str) -> int:
    """Return the line on which a key of task.toml stands, 1 where it is not found."""
    lines = task.source.splitlines()
    return next((n for n, line in enumerate(lines, 1) if line.partition("=")[0].strip().strip("\"'") == key), 1)


def text_faults(exercise: Exercise, task: Task) -> Iterator[tuple[str, str]]:
    """Yield (field, reason) for what task.toml and statement.md say themselves."""
    for field in ("title", "summary"):
        if getattr(task.fields, field) == getattr(exercise.fields, field):
            yield field, "is that of the exercise"
    if not task.statement.strip() or len(task.statement.splitlines()) > MAX_STATEMENT_LINES:
        yield "statement", f"task/statement.md is missing, empty or longer than {MAX_STATEMENT_LINES} lines"
    elif task.statement == exercise.statement:
        yield "statement", "is that of the exercise"
    for unknown in sorted(
        {one.id for one in task.fields.requirement} - {one.id for one in exercise.fields.requirement}
    ):
        yield "requirement", f"unknown requirement {unknown}"


def entry_faults(exercise: Exercise, task: Task) -> Iterator[Fault]:
    renaming = renaming_of(task.fields.rename)
    used, free = words_in(exercise, renaming)
    for old, new in task.fields.rename.items():
        reasons = entry_reasons(tuple(old.split()), tuple(new.split()), renaming, used, free)
        yield from (Fault(task.name, line_of(task, old), f"rename.{old}", reason) for reason in reasons)


def words_in(exercise: Exercise, renaming: Renaming) -> tuple[set[Phrase], set[str]]:
    """Return the entries that apply somewhere, and all words of the exercise that stay as they are."""
    used: set[Phrase] = set()
    free: set[str] = set()
    for _where, text in texts_of(exercise):
        for place in renaming.places(text):
            if place.is_entry:
                used.add(place.phrase)
            if not place.is_entry or renaming.entries[place.phrase] == place.phrase:
                free.update(place.phrase)
    return used, free


def entry_reasons(old: Phrase, new: Phrase, renaming: Renaming, used: set[Phrase], free: set[str]) -> Iterator[str]:
    """Yield what is wrong with one entry."""
    own = {plural(old): plural(new), old: new}
    forms = {form for form, become in own.items() if form in used and renaming.entries[form] == become}
    if not forms:
        yield "occurs nowhere in the exercise"
    if len(new) > len(old):
        yield "becomes more words than it has"
    if old == new:
        return
    if len(new) == 1 and new[0] in RESERVED:
        yield f"becomes {new[0]}, which is a reserved word"
    become = {renaming.entries[form]: form for form in forms}
    for other in sorted(used - forms - {plural(old)}):
        if renaming.entries[other] in become:
            yield f"becomes {' '.join(renaming.entries[other])}, as {' '.join(other)} does"
    for one in sorted(word[0] for word in become if len(word) == 1 and word[0] in free):
        yield f"becomes {one}, which is a word of the exercise already"


def texts_of(exercise: Exercise) -> Iterator[tuple[str, str]]:
    """Yield (where, text) for all that a renaming changes, names of files among it."""
    fields = exercise.fields
    yield "app", fields.app
    for one in fields.requirement:
        yield f"requirement {one.id}", f"{one.title}\n{one.why}"
    for bad in fields.bad:
        yield f"says of {bad.folder}", bad.says
    for folder, files in folders_of(exercise):
        for path, text in files.items():
            yield f"the name {folder}/{path}", path
            yield f"{folder}/{path}", text


def folders_of(exercise: Exercise) -> Iterator[tuple[str, Mapping[str, str]]]:
    yield "project", exercise.project
    yield "checks", exercise.checks
    for name, files in exercise.solutions.items():
        yield f"solutions/{name}", files


def leftover_faults(exercise: Exercise, variant: Exercise, task: Task) -> Iterator[tuple[str, str]]:
    """Yield the words of the old domain that can still be read in the variant, each once."""
    renaming = renaming_of(task.fields.rename)
    gone = {old for old in words_in(exercise, renaming)[0] if renaming.entries[old] != old}
    kept = {word for old, new in renaming.entries.items() for word in new if old in gone}
    parts = tuple(old[0] for old in gone if len(old) == 1 and len(old[0]) >= LEAST_PART)
    fields = variant.fields
    own = [("title", fields.title), ("summary", fields.summary), ("statement.md", variant.statement)]
    said: set[Phrase] = set()
    for where, text in [*own, *texts_of(variant)]:
        for place in renaming.places(text):
            phrase = place.phrase
            is_kept = place.is_entry and renaming.entries[phrase] == phrase
            if not is_kept and phrase not in said and is_left(phrase, gone, kept, parts):
                said.add(phrase)
                yield "rename", f"{' '.join(phrase)} is still to be read in {where}"


def is_left(phrase: Phrase, gone: set[Phrase], kept: set[str], parts: tuple[str, ...]) -> bool:
    """Say whether the words are old ones, or one that begins or ends with an old one that is long enough."""
    if len(phrase) > 1 or phrase[0] in kept:
        return phrase in gone and not kept.issuperset(phrase)
    return phrase in gone or phrase[0].startswith(parts) or phrase[0].endswith(parts)


def name_faults(exercise: Exercise, variant: Exercise) -> Iterator[tuple[str, str]]:
    """Yield the names that are none any more, after a renaming."""
    for (folder, files), (_folder, before) in zip(folders_of(variant), folders_of(exercise), strict=True):
        if len(files) < len(before):
            yield "rename", f"two files of {folder}/ get the same name"
        hidden = {module_of(path) for path in files} - {module_of(path) for path in before}
        for module in sorted(hidden & sys.stdlib_module_names):
            yield "rename", f"{folder}/{module} would hide a module of Python"
        for path, text in files.items():
            if not SAFE_PATH.fullmatch(path):
                yield "rename", f"{folder}/{path} is no name of a file that is accepted"
            elif path.endswith(".py") and not is_python(text):
                yield "rename", f"{folder}/{path} is no Python any more"


def module_of(path: str) -> str:
    return path.partition("/")[0].removesuffix(".py")


def is_python(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True
