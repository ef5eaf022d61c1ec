"""What the pictures of numbers are called, and in what their numbers are counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jobfutures.operators.rules.numbers import Picture

WORDS: dict[str, tuple[Promise, Promise]] = {
    "requests": (_("Requests"), _("requests")),
    "p95_ms": (_("Time that 95 of 100 requests stay below"), _("ms")),
    "failed": (_("Requests that broke"), _("requests")),
    "operators.queue_age_s": (_("Longest wait seen in the queue of tasks"), _("s")),
    "exercises.wait_s": (_("Wait of an attempt for its verdict, beside its run; the middle one"), _("s")),
    "notices.failed": (_("Letters that could not be sent"), _("letters")),
    "operators.disk_used_percent": (_("Disk in use"), _("%")),
    "accounts.signups": (_("New accounts"), _("people")),
    "accounts.active": (_("People who were signed in and here"), _("people")),
    "checks.begun": (_("Skill checks begun"), _("checks")),
    "checks.ended": (_("Skill checks ended"), _("checks")),
    "hiring.applications": (_("Applications sent"), _("applications")),
    "hiring.answer_days": (_("Days to a company's first answer, on average"), _("days")),
}
HOURLY = ("requests", "p95_ms", "failed")


@dataclass(frozen=True)
class Worded:
    """A picture with its words. slug: for the ids of its page."""

    picture: Picture
    slug: str
    title: Promise
    unit: Promise


@dataclass(frozen=True)
class Group:
    """Pictures that share their times. head: what a row of their tables stands for."""

    title: Promise
    head: Promise
    pictures: list[Worded]


def worded(pictures: Sequence[Picture]) -> list[Group]:
    shown = [Worded(one, one.key.replace(".", "-").replace("_", "-"), *WORDS[one.key]) for one in pictures]
    weekly = {"accounts", "checks", "hiring"}
    by_hour = [one for one in shown if one.picture.key in HOURLY]
    by_week = [one for one in shown if one.picture.key.partition(".")[0] in weekly]
    by_day = [one for one in shown if one not in by_hour and one not in by_week]
    return [
        Group(_("The last two days, by hour"), _("Hour"), by_hour),
        Group(_("The last 30 days"), _("Day"), by_day),
        Group(_("The last half year, by week"), _("Week from"), by_week),
    ]
