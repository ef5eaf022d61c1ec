"""Hiring in words, as a candidate reads it."""

from datetime import datetime

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from jobfutures.hiring.rules.turns import Side, is_overdue
from jobfutures.hiring.wording_events import told_to_candidate

WROTE = {Side.CANDIDATE: _("You wrote"), Side.COMPANY: _("The company wrote"), Side.NOBODY: _("A note")}
FILE_FAULTS = {
    "kind": _("only PDF, PNG, JPEG, plain text and Markdown can be sent."),
    "empty": _("there is nothing in it."),
    "bytes": _("it is larger than 2 MiB."),
    "content": _("it is not what its name says. Save it again in the format of its ending."),
    "pixels": _("it has more than 16 million pixels. Make it smaller."),
    "broken": _("it cannot be read to its end. Save or export it again."),
    "locked": _("it is protected with a password or against copying. Save it without that."),
    "active": _("it holds something that runs, a form that sends, or another file. Print it to PDF, and send that."),
    "double": _("it is two kinds of file in one. Save it again from the program that made it."),
    "many": _("three files go along already. Take one away first."),
}


def line_of(event: str, side: str) -> str:
    """Return what happened; a message is told by who wrote it."""
    return str(WROTE[Side(side)]) if event == "write" else told_to_candidate(event)


def turn_line(side: str, due_at: datetime | None, at: datetime, company: str) -> str:
    """Return whose turn it is, in one sentence."""
    if side == Side.CANDIDATE:
        return now("It is your turn.")
    if side == Side.NOBODY:
        return ""
    if is_overdue(due_at, at):
        return now("%(company)s is late with its answer.") % {"company": company}
    return now("It is the turn of %(company)s.") % {"company": company}
