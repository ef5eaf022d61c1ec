"""What print loses and logging keeps: the line itself, its level, its origin, and the traceback."""

import io
import logging
import subprocess
import sys

import pytest

DIES = """
import os
{speak}
os._exit(1)  # killed: no flush, no finally
"""
LOGS = "import logging; logging.basicConfig(level='INFO'); logging.info('card charged')"


def what_arrives(speak: str) -> str:
    """The output of a process that speaks and is killed, collected through pipes as a container runtime does."""
    ended = subprocess.run([sys.executable, "-I", "-c", DIES.format(speak=speak)], capture_output=True, text=True)
    return (ended.stdout + ended.stderr).strip()


@pytest.mark.parametrize(
    ("speak", "expected"),
    [("print('card charged')", ""), (LOGS, "INFO:root:card charged")],
    ids=["print", "log"],
)
def test_the_last_words_of_a_process_that_is_killed(speak, expected):
    arrived = what_arrives(speak)
    print(f"arrived: {arrived!r}")
    assert arrived == expected


@pytest.fixture
def shop() -> "tuple[logging.Logger, io.StringIO]":
    """A logger with a handler of its own: time left out, so that the lines are the same in every run."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
    logger = logging.getLogger("shop.payments")
    logger.handlers, logger.propagate = [handler], False
    logger.setLevel(logging.INFO)
    yield logger, stream
    logger.handlers, logger.propagate = [], True
    logger.setLevel(logging.NOTSET)


def test_a_level_is_a_switch_that_needs_no_release(shop):
    logger, stream = shop
    logger.debug("asking the bank")
    logger.setLevel(logging.DEBUG)  # by configuration, for this one logger
    logger.debug("asking the bank again")
    print(stream.getvalue().strip())
    assert stream.getvalue() == "DEBUG shop.payments asking the bank again\n"


class Basket:
    """Expensive to print."""

    printed = 0

    def __str__(self) -> str:
        Basket.printed += 1
        return "tea, rum"


def test_arguments_are_formatted_only_if_the_line_is_written(shop):
    logger, _ = shop
    Basket.printed = 0
    logger.debug("basket %s", Basket())
    lazy = Basket.printed
    logger.debug(f"basket {Basket()}")
    print(f"formatted for a line nobody sees: with %s {lazy} times, with an f-string {Basket.printed} times")
    assert (lazy, Basket.printed) == (0, 1)


def test_exception_keeps_the_place_and_print_keeps_the_words(shop):
    logger, stream = shop
    prices: dict[str, int] = {}
    try:
        prices["tea"]
    except KeyError as error:
        printed = str(error)
        logger.exception("no price")
    logged = stream.getvalue()
    print(f"print(error): {printed}")
    print("logger.exception:", [line.strip() for line in logged.splitlines() if "File" not in line])
    assert printed == "'tea'"
    assert 'prices["tea"]' in logged and "KeyError" in logged


def test_without_configuration_info_goes_nowhere_and_warning_goes_to_stderr():
    speak = "import logging; log = logging.getLogger('shop'); log.info('started'); log.warning('disk is full')"
    arrived = what_arrives(speak)
    print(f"arrived: {arrived!r}")
    assert arrived == "disk is full"


def test_a_library_speaks_through_its_own_name_and_is_tuned_by_that_name(shop):
    logger, stream = shop
    bank = logging.getLogger("shop.payments.bank")
    bank.info("connected")
    bank.setLevel(logging.WARNING)  # too talkative
    bank.info("still connected")
    logger.info("ready")
    bank.setLevel(logging.NOTSET)
    assert stream.getvalue().splitlines() == ["INFO shop.payments.bank connected", "INFO shop.payments ready"]


def test_a_log_line_can_be_asserted(caplog):
    logger = logging.getLogger("shop.stock")
    with caplog.at_level(logging.INFO, logger="shop.stock"):
        logger.info("reserved %s", "tea", extra={"order": 7})
    record = caplog.records[0]
    assert (record.getMessage(), record.levelname, record.order) == ("reserved tea", "INFO", 7)
