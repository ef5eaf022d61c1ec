"""Hiring in words, as a candidate reads it."""

from datetime import datetime

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from jobfutures.hiring.rules.turns import Side, is_overdue

LINES = {  # events of applications and interviews, one line of the timeline each
    "submit": _("You sent the application."),
    "open": _("Somebody of the company opened it."),
    "decline_unseen": _("The company said no to everybody who had no answer yet."),
    "advance": _("The company wants to talk with you."),
    "conclude": _("All who interviewed you have said what they heard. The company decides now."),
    "offer": _("The company made you an offer."),
    "accept": _("You took the offer."),
    "refuse": _("You did not take the offer."),
    "rescind": _("The company took the offer back."),
    "decline": _("The company said no."),
    "withdraw": _("You took the application back."),
    "no_answer": _("The company never answered. It is counted on its page."),
    "erase": _("What you had sent was erased here, as the time for keeping it was over."),
    "propose": _("The company proposed times for an interview."),
    "repropose": _("The company proposed other times for an interview."),
    "choose": _("You chose a time for an interview."),
    "ask_other": _("You said that none of the times fits."),
    "move": _("You asked for another time."),
    "cancel": _("An interview was cancelled."),
    "complete": _("An interview was held."),
    "miss_candidate": _("The company says that you were not at an interview."),
    "miss_company": _("Nobody of the company was at an interview."),
}
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
    """Return what happened. Messages, and whatever has no words of its own, are told by who said it."""
    return str(LINES.get(event) or WROTE[Side(side)])


def turn_line(side: str, due_at: datetime | None, at: datetime, company: str) -> str:
    """Return whose turn it is, in one sentence."""
    if side == Side.CANDIDATE:
        return now("It is your turn.")
    if side == Side.NOBODY:
        return ""
    if is_overdue(due_at, at):
        return now("%(company)s is late with its answer.") % {"company": company}
    return now("It is the turn of %(company)s.") % {"company": company}
