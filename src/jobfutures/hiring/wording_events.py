"""What happened to an application, in words: for the candidate, and for the company."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

type Said = str | Promise

# event -> (what the candidate reads, what the company reads)
EVENTS: dict[str, tuple[Said, Said]] = {
    "submit": (_("You sent your application."), _("The application came in.")),
    "open": (_("Somebody of the company opened it."), _("You opened it; the candidate was told.")),
    "advance": (_("The company wants to talk to you."), _("You invited to interviews.")),
    "conclude": (
        _("The interviews are over. The company decides next."),
        _("Everything about the interviews is in. You decide next."),
    ),
    "decline": (_("The company said no."), _("You said no.")),
    "decline_unseen": (
        _("The company said no. It had not opened your application."),
        _("You said no to everybody at once, without opening this one."),
    ),
    "offer": (_("The company made you an offer."), _("You made an offer.")),
    "accept": (_("You took the offer."), _("The candidate took the offer.")),
    "refuse": (_("You did not take the offer."), _("The candidate did not take the offer.")),
    "rescind": (_("The company took its offer back."), _("You took the offer back.")),
    "withdraw": (_("You withdrew."), _("The candidate withdrew.")),
    "no_answer": (
        _("21 days after the job closed there is still no answer. This counts against the company."),
        _("21 days after the job closed nobody had answered. It counts as unanswered."),
    ),
    "erase": (_("What you sent was erased."), _("What was sent was erased.")),
    "write": (_("A message"), _("A message")),
    "ask": (_("The company asks whether you would share something."), _("You asked for something to be shared.")),
    "job_removed": (
        _("The operator of this site removed the posting. You may withdraw at any time."),
        _("The operator of this site removed the posting."),
    ),
    "company_cut": (
        _("The company lost its good standing here: nobody of it can read this now. You may withdraw at any time."),
        _("The company lost its good standing for a time; nobody could read this."),
    ),
    "propose": (_("The company proposed times for an interview."), _("You proposed times for an interview.")),
    "choose": (_("You chose a time for an interview."), _("The candidate chose a time.")),
    "ask_other": (_("You asked for other times."), _("The candidate asked for other times.")),
    "repropose": (_("The company proposed other times."), _("You proposed other times.")),
    "move": (_("You asked to move an interview."), _("The candidate asked to move an interview.")),
    "cancel": (_("An interview was cancelled."), _("An interview was cancelled.")),
    "complete": (_("An interview was held."), _("An interview was held.")),
    "miss_candidate": (
        _("The company says that you were not at an interview."),
        _("The candidate was not at an interview."),
    ),
    "miss_company": (_("Nobody of the company was at an interview."), _("Nobody of the company was at an interview.")),
}


def told_to_company(event: str) -> str:
    return str(EVENTS[event][1]) if event in EVENTS else event


def told_to_candidate(event: str) -> str:
    return str(EVENTS[event][0]) if event in EVENTS else event
