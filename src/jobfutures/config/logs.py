"""Structured logs: one line an event, with the request's id; as JSON, or readable on a terminal."""

import logging
import re

import structlog
from django.conf import settings

# Addresses of which one part opens something: whoever reads the logs may not have it.
OPENERS = re.compile(r"(/account/password/reset/key/|/account/confirm-email/|/operate/setup/)[^/]+")

# What these say at lower levels holds values of people, whatever level the operator asks for.
TALKATIVE = {
    "django.db.backends": logging.INFO,  # statements with their values
    "django.template": logging.INFO,  # a name that is not there, with everything that is
    "httpx": logging.WARNING,  # every job given to a runner
    "httpcore": logging.INFO,  # the heads of what is sent, keys and all
    "granian.access": logging.WARNING,  # whole addresses, with what was searched for
}


def without_query(_logger: object, _name: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Keep what people searched for, typed or were sent out of the logs: nothing after a question mark, no opener."""
    if isinstance(event.get("request"), str):
        event["request"] = OPENERS.sub(r"\1-", event["request"].partition("?")[0])
    if isinstance(event.get("event"), str):  # Django names the address of a refused form in the text itself
        event["event"] = OPENERS.sub(r"\1-", event["event"])
    return event


SHARED: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    without_query,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


def configure() -> None:
    """Send every log line of ours, of Django and of the libraries through one formatter to standard error."""
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    last = structlog.dev.ConsoleRenderer() if settings.LOG_FORMAT == "console" else structlog.processors.JSONRenderer()
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=SHARED, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last]
    )
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    logging.basicConfig(handlers=[handler], level=settings.LOG_LEVEL.upper(), force=True)
    # The structlog middleware logs the same failure with the request's id; Django's own line would repeat it.
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    logging.getLogger("django_structlog").setLevel(logging.ERROR)
    for name, level in TALKATIVE.items():
        logging.getLogger(name).setLevel(level)
    worker = logging.getLogger("django_ox")  # with a handler of its own, the worker command adds none
    worker.handlers, worker.propagate = [handler], False
    worker.setLevel(logging.WARNING)
