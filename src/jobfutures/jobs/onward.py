"""The open jobs that the page of an area leads to."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobfutures.jobs.queries.postings import live_at
from jobfutures.jobs.queries.showing import search_address
from jobfutures.kit.rooms import Onward


def for_area(area_id: str) -> list[Onward]:
    """Return one line where jobs ask for an area, else nothing. One query. The page is kept for up to ten minutes."""
    slugs = list(live_at(timezone.now()).filter(topics=area_id).values_list("topics__slug", flat=True).order_by())
    if not slugs:
        return []
    number = len(slugs)
    title = ngettext("%(number)d open job asks for this", "%(number)d open jobs ask for this", number)
    return [
        Onward(
            title=title % {"number": number},
            address=search_address(topic=slugs[0]),
            line=_("Jobs of verified companies, each with its pay"),
        )
    ]
