"""Asks the tax office's register; also used by the nightly check of all accounts."""

import logging
import time

import httpx

log = logging.getLogger(__name__)

PAUSES_S = (1, 3)
client = httpx.Client(base_url="https://register.example", timeout=8)


class RegisterDown(Exception):
    """The register did not answer, also when asked again."""


def is_registered(number: str) -> bool:
    """Whether the register knows a VAT number. Raises RegisterDown."""
    for pause in (*PAUSES_S, None):
        try:
            answer = client.get(f"/numbers/{number}")
        except httpx.TransportError as fault:
            log.warning("the register did not answer: %r", fault)
        else:
            if answer.status_code in (200, 404):
                return answer.status_code == 200
            log.warning("the register answered %s", answer.status_code)
        if pause is not None:
            time.sleep(pause)
    raise RegisterDown
