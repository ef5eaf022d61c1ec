"""The provider's API; its rules stand in the README."""

import httpx

TIMEOUT_S = 5


class ProviderDown(Exception):
    """The provider failed or did not answer; whether it acted is not known."""


class CardRefused(Exception):
    pass


class Provider:
    def __init__(self, client: httpx.Client) -> None:
        self.client = client

    def release(self, charge: str) -> None:
        self._send("POST", f"/charges/{charge}/release")

    def state(self, charge: str) -> str:
        return self._send("GET", f"/charges/{charge}").json()["state"]

    def charge(self, card: str, amount_cents: int, reference: str) -> str:
        """Take money from the card and return the number of the charge."""
        body = {"card": card, "amount_cents": amount_cents, "reference": reference}
        return self._send("POST", "/charges", body).json()["number"]

    def _send(self, method: str, path: str, body: dict | None = None) -> httpx.Response:
        try:
            answer = self.client.request(method, path, json=body, timeout=TIMEOUT_S)
        except httpx.TransportError as fault:
            raise ProviderDown(f"{method} {path}: {fault}") from fault
        if answer.status_code == 402:
            raise CardRefused
        if answer.is_server_error:
            raise ProviderDown(f"{method} {path}: {answer.status_code}")
        return answer.raise_for_status()
