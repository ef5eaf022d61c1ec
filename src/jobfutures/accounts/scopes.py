"""What a token for the API may be allowed to do: one name for reading and one for writing in each area of the site.

A name stays for good once it was given out: tokens hold it.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SCOPES: dict[str, Promise] = {
    "read:account": _("see who you are, and your notices"),
    "write:account": _("mark notices as read"),
    "read:practice": _("see your cards, sessions, plan, attempts and progress"),
    "write:practice": _("hand in exercises, predictions, reviews and cards for you; change your plan"),
    "read:checks": _("see your skill checks and their results, and your credentials"),
    "read:profile": _("see your profile and your readiness"),
    "write:profile": _("change your profile"),
    "read:sharing": _("see what you share with whom, and who asked"),
    "write:sharing": _("decline requests, and narrow or end what you share; never share more"),
    "read:jobs": _("see your saved searches"),
    "write:jobs": _("make, change and delete your saved searches"),
    "read:applications": _("see your applications and interviews"),
    "write:applications": _("apply, write to companies, choose times and answer offers for you"),
    "read:hiring": _("see postings, applications and interviews of the companies that you act for"),
    "write:postings": _("write, publish, pause and close postings and interview plans of these companies"),
    "write:hiring": _("answer applicants of these companies, and arrange interviews"),
    "read:decisions": _("see scorecards and decisions of these companies"),
    "write:decisions": _("write your scorecards, and decide about applicants, in your name"),
    "write:messages": _("write to the operator in your name"),
}
