"""The way to what reads and writes the index's files. It brings NumPy, which a process need not hold before somebody
searches, and whose threads a process that forks must not have. So each name is looked up when it is used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jobfutures.jobs.building import AT_ONCE, build
    from jobfutures.jobs.finding import Finder
    from jobfutures.jobs.writing import JobWriter

HOMES = {"AT_ONCE": "building", "Finder": "finding", "JobWriter": "writing", "build": "building"}


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"jobfutures.jobs.{HOMES[name]}"), name)


__all__ = ["AT_ONCE", "Finder", "JobWriter", "build"]
