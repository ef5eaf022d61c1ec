"""The home of practice: what is due, what is open, and what there is to do."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User
from jobfutures.practice.models import Memory, Plan, Sitting
from jobfutures.practice.queries_plan import plan_of
from jobfutures.practice.queries_sessions import Progress, open_sitting, progress_of

KINDS = (
    ("/practice/cards/", _("Cards"), _("A short question, a short answer, again just before you would forget it.")),
    ("/practice/aloud/", _("Explain it aloud"), _("Say an answer against the clock, then tick what was in it.")),
    ("/practice/predict/", _("Predict what it does"), _("Read a small program, commit to an answer, and run it.")),
    ("/practice/reviews/", _("Review a change"), _("Comment on a change as a colleague would, and compare.")),
    ("/exercises/", _("Exercises"), _("Repair a small project; hidden checks measure what it does.")),
    ("/practice/projects/", _("Your own project"), _("Questions about work of yours, so that you can tell it well.")),
)
MORE = (
    ("/practice/plan/", _("Plan until the interview")),
    ("/practice/progress/", _("Progress, private to you")),
    ("/practice/preferences/", _("Preferences")),
)


@dataclass(frozen=True)
class Home:
    """What somebody with an account sees first."""

    due: int
    sitting: Sitting | None
    progress: Progress | None
    plan: Plan | None


def home(person: User, at: datetime) -> Home:
    """Four queries; three where no session is open."""
    due = Memory.objects.visible_to(person).due(at).filter(card__retired=False, card__question__retired=False).count()
    sitting = open_sitting(person)
    progress = progress_of(person, sitting) if sitting else None
    if progress and progress.is_finished:
        sitting = progress = None
    return Home(due, sitting, progress, plan_of(person))


def kinds() -> list[tuple[str, str, str]]:
    return [(address, str(title), str(line)) for address, title, line in KINDS if is_served(address)]


def more() -> list[tuple[str, str]]:
    return [(address, str(title)) for address, title in MORE if is_served(address)]


@lru_cache
def is_served(address: str) -> bool:
    """Tell whether this instance has a page at an address: rooms above and beside may be missing."""
    try:
        resolve(address)
    except Resolver404:
        return False
    return True
