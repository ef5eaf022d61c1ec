"""The provider's API; its rules stand in the README."""

import logging
import time
from collections.abc import Callable

import httpx

TIMEOUT_S = 5
PAUSES_S = (1, 2)

log = logging.getLogger(__name__)


class ProviderDown(Exception):
    """The provider failed or did not answer, also when asked again; whether it acted is not known."""


class CardRefused(Exception):
    pass


class Provider:
    def __init__(self, client: httpx.Client, sleep: Callable[[float], None] = time.sleep) -> None:
        self.client = client
        self.sleep = sleep

    def release(self, charge: str) -> None:
        self._send("POST", f"/charges/{charge}/release")

    def state(self, charge: str) -> str:
        return self._send("GET", f"/charges/{charge}").json()["state"]

    def charge(self, card: str, amount_cents: int, reference: str) -> str:
        """Take money from the card and return the number of the charge."""
        body = {"card": card, "amount_cents": amount_cents, "reference": reference}
        return self._send("POST", "/charges", body).json()["number"]

    def _send(self, method: str, path: str, body: dict | None = None) -> httpx.Response:
        """Send a request, and again after a pause if the provider fails. Raises ProviderDown after the last attempt."""
        for pause in PAUSES_S:
            try:
                return self._send_once(method, path, body)
            except ProviderDown as fault:
                log.warning("%s; next attempt in %s s", fault, pause)
                self.sleep(pause)
        return self._send_once(method, path, body)

    def _send_once(self, method: str, path: str, body: dict | None) -> httpx.Response:
        try:
            answer = self.client.request(method, path, json=body, timeout=TIMEOUT_S)
        except httpx.TransportError as fault:
            raise ProviderDown(f"{method} {path}: {fault}") from fault
        if answer.status_code == 402:
            raise CardRefused
        if answer.is_server_error:
            raise ProviderDown(f"{method} {path}: {answer.status_code}")
        return answer.raise_for_status()
