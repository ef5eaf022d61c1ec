"""Everything that is measured, as one text in the format of Prometheus."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from jobfutures.telemetry.gauging import all_gauges
from jobfutures.telemetry.metrics import REGISTRY

FOLDER = "PROMETHEUS_MULTIPROC_DIR"


class Gauges(Collector):
    def collect(self) -> Iterator[Metric]:
        for gauge in all_gauges():
            names = list(gauge.samples[0][0]) if gauge.samples else []
            family = GaugeMetricFamily(gauge.name, gauge.text, labels=names)
            for labels, value in gauge.samples:
                family.add_metric([labels[name] for name in names], value)
            yield family


def exposition() -> bytes:
    """Return what all processes of this host counted, and what stands in the database now."""
    read = CollectorRegistry()
    read.register(Gauges())
    return generate_latest(counted()) + generate_latest(read)


def counted() -> CollectorRegistry:
    """Return what all processes of this host counted, or this one alone where they have no folder together."""
    folder = os.environ.get(FOLDER)
    if not folder or not Path(folder).is_dir():
        return REGISTRY
    registry = CollectorRegistry()
    gather: Callable[[CollectorRegistry, str], object] = MultiProcessCollector
    gather(registry, folder)  # puts itself into the registry
    return registry


def prepare(folder: Path) -> None:
    """Make the folder in which processes count together, and clear what processes left that are no more."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for file in folder.glob("*.db"):
        process = file.stem.rpartition("_")[2]
        if not process.isdigit() or not is_alive(int(process)):
            file.unlink(missing_ok=True)


def is_alive(process: int) -> bool:
    with suppress(ProcessLookupError):
        with suppress(PermissionError):
            os.kill(process, 0)
        return True
    return False
