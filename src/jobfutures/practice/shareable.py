"""What may be shared of practice: a walk through a project of one's own, in one's own words. Nothing else of it."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.kit.offer_names import parts_asked
from jobfutures.kit.offers import Offer, Row, Sensitivity, Value
from jobfutures.practice.guiding import GUIDING
from jobfutures.practice.models import Walkthrough

OF = "walkthrough"


def offers(person: User) -> list[Offer]:
    rows = Walkthrough.objects.visible_to(person).order_by("-saved_at", "-pk")
    group = _("Walks through your projects")
    return [Offer(f"walkthrough.{one.pk}", one.title, group, Sensitivity.DETAILED) for one in rows]


def values(person: User, names: Collection[str]) -> dict[str, Value]:
    asked = parts_asked(names)
    rows = Walkthrough.objects.visible_to(person).filter(pk__in=asked)
    return {f"walkthrough.{one.pk}": told(one) for one in rows}


def told(one: Walkthrough) -> Value:
    answers = [(str(asked.question), one.answers.get(asked.slug, "")) for asked in GUIDING]
    return [Row(title=one.title), *(Row(meta=asked, text=text) for asked, text in answers if text.strip())]
