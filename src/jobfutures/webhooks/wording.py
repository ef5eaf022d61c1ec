"""What companies can be told of, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KIND_WORDS: Mapping[str, str | Promise] = {
    "application.received": _("Somebody applied"),
    "application.withdrawn": _("An application was taken back"),
    "application.message": _("An applicant wrote"),
    "application.advanced": _("An application goes on to interviews"),
    "application.offer_answered": _("An offer was answered"),
    "application.unanswered": _("An application ended without an answer"),
    "interview.proposed": _("Times for an interview were proposed"),
    "interview.chosen": _("A time was chosen"),
    "interview.other_times_asked": _("Other times are asked for"),
    "interview.cancelled": _("An interview was cancelled"),
    "interview.held": _("An interview was held"),
    "interview.missed": _("A side was not there"),
    "scorecards.complete": _("Every scorecard of an application is in"),
    "decision.made": _("A decision was made"),
    "share.granted": _("Something was shared with the company"),
    "share.narrowed": _("Less is shared than before"),
    "share.revoked": _("What was shared was taken back"),
    "share.ended": _("The time of something shared is over"),
    "posting.published": _("A posting was published"),
    "posting.paused": _("A posting was paused"),
    "posting.resumed": _("A posting is shown again"),
    "posting.closed": _("A posting was closed"),
    "posting.removed": _("The operator removed a posting"),
    "webhook.test": _("A test, sent by an owner"),
}
REASONS: Mapping[str, str | Promise] = {
    "address": _("no https address"),
    "broken": _("the connection broke off"),
    "closed": _("nobody answers there"),
    "host": _("the address names no host"),
    "port": _("only the usual port of https is used"),
    "private": _("the host is in a private network"),
    "redirect": _("it leads on to another address, which is not followed"),
    "slow": _("no answer within 5 seconds"),
    "tls": _("no valid certificate"),
    "unknown": _("the host has no address"),
    "userinfo": _("a name or password stands in the address"),
}
