"""The exercises that the page of an area leads to."""

from django.utils.translation import gettext as _

from jobfutures.exercises.models import Exercise
from jobfutures.kit.rooms import Onward


def for_area(area_id: str) -> list[Onward]:
    """Return the published exercises on an area, in their order. One query."""
    rows = Exercise.objects.published().filter(areas=area_id).in_order().only("title", "level", "minutes")
    return [
        Onward(
            title=row.title,
            address=row.get_absolute_url(),
            line=_("Exercise, %(level)s, %(minutes)s min")
            % {"level": row.get_level_display().lower(), "minutes": row.minutes},
        )
        for row in rows
    ]
