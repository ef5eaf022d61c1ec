"""`jobfutures import-jobs`: the operator imports a company's board as drafts, and sees what has no place here."""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from jobfutures.config.refused import Refused
from jobfutures.config.site import prepare
from jobfutures.jobs.boards.parsing import MOST_BYTES
from jobfutures.jobs.boards.reading import BOARDS

if TYPE_CHECKING:
    from jobfutures.companies.models import Company
    from jobfutures.jobs.boards.shapes import Reading
    from jobfutures.jobs.import_report import Report
    from jobfutures.jobs.queries.importing import Plan

Role = Callable[[argparse.Namespace], int]
Add = Callable[[str, Role, str], argparse.ArgumentParser]


def add_jobs(add: Add) -> None:
    """Add the command that imports postings."""
    line = "import a company's job board as drafts, and tell what of it has no place here; run it again at will"
    command = add("import-jobs", import_jobs, line)
    command.add_argument("source", metavar="SOURCE", help="a file, - for standard input, or an https address")
    command.add_argument("--board", required=True, choices=list(BOARDS), help="its kind")
    command.add_argument("--company", required=True, metavar="SLUG", help="a verified company of this site")
    command.add_argument("--dry-run", action="store_true", help="say what would change, and write nothing")
    command.add_argument("--json", action="store_true", help="for a script: the whole report, every loss")


def import_jobs(arguments: argparse.Namespace) -> int:
    """Import, and print the report. Exit code 1 where entries could not be read; what could was imported."""
    prepare()
    from jobfutures.jobs.boards.shapes import Refused as BoardRefused
    from jobfutures.jobs.commands.importing import CannotImport, import_reading
    from jobfutures.jobs.import_report import facts_of, in_words, report_of
    from jobfutures.jobs.queries.importing import plan_of

    company, now = company_named(arguments.company), datetime.now(UTC)
    try:
        reading = reading_of(arguments, company, now)
        plan = plan_of(company, arguments.board, reading)
        if not arguments.dry_run:
            plan = import_reading(by=None, company=company, system=arguments.board, reading=reading, at=now)
    except CannotImport as refusal:
        raise Refused(str(refusal)) from None
    except BoardRefused as refusal:
        raise Refused(in_words(refusal.fault)) from None
    if arguments.json:
        print(json.dumps(facts_of(plan) | {"written": not arguments.dry_run}))
    else:
        print(told(plan, report_of(plan, most=sys.maxsize), dry_run=arguments.dry_run))
    return 1 if reading.faults else 0


def company_named(slug: str) -> "Company":
    from jobfutures.companies.models import Company

    found = Company.objects.filter(slug=slug).first()
    if found is None:
        raise Refused(f"There is no company {slug}. Its short name stands in the address of its page.")
    return found


def reading_of(arguments: argparse.Namespace, company: "Company", now: datetime) -> "Reading":
    from jobfutures.jobs.boards.reading import read
    from jobfutures.jobs.commands.importing import read_address

    source: str = arguments.source
    if source.startswith(("https://", "http://")):
        content = read_address(by=None, company=company, system=arguments.board, address=source)
        return read(arguments.board, content, at=now, address=source)
    return read(arguments.board, content_of(source), at=now)


def content_of(source: str) -> bytes:
    """Return what a file or standard input holds, and a byte more than is read at most. Raises Refused."""
    if source == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        with Path(source).open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as fault:
        raise Refused(f"{source} cannot be read: {fault.strerror}.") from None


def told(plan: "Plan", report: "Report", *, dry_run: bool) -> str:
    """Return the report as lines."""
    counts = ", ".join(report.counts) or "nothing"
    lines = [f"{'Would be' if dry_run else 'Imported'}: {counts}."]
    for one in report.lines:
        lines += [f"{one.title}: {one.word}{''.join(f'; {fact}' for fact in one.facts)}"]
        lines += [f"  - {ask}" for ask in one.asks]
    for title, rows in (
        ("Could not be read:", report.faults),
        ("Not on the board any more, and left as it is:", report.gone),
        ("Skipped:", [f"{name} {why}" for name, why in report.skipped]),
        *((f"What has no place here. {one.why}:", [f"{at} {n}x" for at, n in one.places]) for one in report.losses),
    ):
        lines += [title, *(f"  {row}" for row in rows)] if rows else []
    if not plan.reading.is_whole:
        lines.append("This is not the whole board, so what is gone from it is not known.")
    return "\n".join(lines)
