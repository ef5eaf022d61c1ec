"""Which version of JobFutures this is."""

from importlib.metadata import version as installed


def version() -> str:
    return installed("jobfutures")
