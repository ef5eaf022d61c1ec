"""What several tests of this room need: ways in, and what a page says without what differs each time."""

import re
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from tests.people import PASSWORD

LINK = re.compile(r"https?://\S+")
CHANGING = re.compile(r'((?:name="csrfmiddlewaretoken" value|data-token)=")[^"]+')


class CountingHasher(MD5PasswordHasher):
    """Hashes like the hasher of the tests, and counts how often."""

    count = 0

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        CountingHasher.count += 1
        return super().encode(password, salt)


def sign_in(client: Client, person: Any, password: str = PASSWORD) -> Any:
    return client.post("/account/login/", {"login": person.email, "password": password})


def prove(client: Client, password: str = PASSWORD) -> Any:
    """Show once more that it is you, as pages ask that open or close an account."""
    return client.post("/account/reauthenticate/", {"password": password})


def link_in(letter: Any) -> str:
    """Return the path of the first link in a letter."""
    found = LINK.search(letter.body)
    assert found, letter.body
    return found[0].removeprefix(settings.SITE_ADDRESS)


def seen(response: Any, *addresses: str) -> tuple[int, str, str]:
    """Return what somebody outside learns from a response: status, where it leads, and its text.

    Tokens that differ each time, and the addresses that the visitor typed, are taken out.
    """
    text = CHANGING.sub(r"\1", response.content.decode())
    for address in addresses:
        text = text.replace(address, "ADDRESS")
    return response.status_code, response.headers.get("Location", ""), text
