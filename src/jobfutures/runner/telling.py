"""The runner's own lines: one an event to standard error, as the site writes them, without the site's libraries."""

import json
import logging
from datetime import UTC, datetime

FORMS = ("json", "console")
OF_JOBS = "jobfutures.runner.jobs"
OF_EVERY_RECORD = {*vars(logging.makeLogRecord({})), "message", "asctime"}


class Line(logging.Formatter):
    """Formats a record with the facts given to it in `extra`."""

    def __init__(self, form: str) -> None:
        super().__init__()
        self.as_json = form == "json"

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        more = {name: value for name, value in vars(record).items() if name not in OF_EVERY_RECORD}
        if record.exc_info:
            more["exception"] = self.formatException(record.exc_info)
        event, level = record.getMessage(), record.levelname.lower()
        if self.as_json:
            said = {"event": event, "level": level, "logger": record.name, "timestamp": at, **more}
            return json.dumps(said, default=str)
        return " ".join((f"{at} [{level}] {event}", *(f"{name}={value}" for name, value in more.items())))


def set_up(level: str, form: str, *, jobs: bool) -> None:
    """Write lines from this level on; jobs: also one for each job that ended well."""
    handler = logging.StreamHandler()
    handler.setFormatter(Line(form))
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    logging.getLogger("asyncio").setLevel(logging.WARNING)
    if not jobs:
        logging.getLogger(OF_JOBS).setLevel(max(logging.WARNING, logging.getLogger().level))
