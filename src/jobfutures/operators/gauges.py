"""Numbers of this room for whoever watches the instance; `telemetry` finds this module by its name."""

import shutil
from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone

from jobfutures.operators.models import Opening
from jobfutures.telemetry.gauging import Gauge, one


def gauges() -> Iterator[Gauge]:
    usage = shutil.disk_usage(settings.DATA)
    yield one("jobfutures_disk_free_bytes", "Space left on the disk of the data folder.", usage.free)
    yield one("jobfutures_disk_size_bytes", "Size of the disk of the data folder.", usage.total)
    broken = Opening.objects.all().open_at(timezone.now()).count()
    yield one("jobfutures_glass_broken", "Parts of accounts that an operator may read just now.", broken)
