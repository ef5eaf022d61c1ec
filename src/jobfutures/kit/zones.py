"""Time zones that a form offers."""

from functools import cache
from zoneinfo import available_timezones


@cache
def zones() -> list[str]:
    """Return the time zones in which people live: region and place."""
    left_out = ("Etc/", "SystemV/", "US/", "posix/", "right/")
    return sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(left_out))
