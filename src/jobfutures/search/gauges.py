"""Numbers of this room for whoever watches the instance; `telemetry` finds this module by its name."""

from collections.abc import Iterator

from jobfutures.search.queries import site_index
from jobfutures.telemetry.gauging import Gauge, one
from jobfutures.topics.queries import edition_token


def gauges() -> Iterator[Gauge]:
    text = "Whether the search index of this host is behind what public pages show: 0 or 1."
    yield one("jobfutures_search_index_behind", text, site_index().edition() != edition_token())
