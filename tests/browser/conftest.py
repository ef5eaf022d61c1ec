"""A real Chromium for the walks: one browser for a file of tests, a fresh page for each test.

Playwright keeps an event loop in the main thread from start to stop. Django then takes the thread for asynchronous and
opens connections of its own for it, so the browser stops, and they are closed, before another file of tests begins.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, connections
from playwright.sync_api import Browser, Page, StorageState, sync_playwright

from jobfutures.reviews.tests.made import CONTENT as REVIEWS
from tests.browser.axe import leave_axe
from tests.browser.installed import executable
from tests.browser.walking import OPERATOR, PHONE, become_operator, opened
from tests.serving import Serving, serving

QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    "--js-flags=--min-semi-space-size=32 --max-semi-space-size=64",  # axe makes much garbage: collect it less often
]  # fmt: skip


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep SQLite's test database in a file: one in memory is one connection, and a browser asks for more at once."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def live_server(django_db_setup: None, live_server: Any) -> Any:
    """The server, begun after the test database: only then does it know which that is."""
    return live_server


@pytest.fixture(scope="module")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """The browser of one file of tests, with the switches that the file names in `SWITCHES`."""
    switches = [*QUIET, *getattr(request.module, "SWITCHES", [])]
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=switches)
        yield browser
        browser.close()
        for one in connections.all(initialized_only=True):
            if one.connection is not None:
                one.connection.close()
                one.connection = None
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A page of 1440 x 900; what its console complains about is collected in `page.console_errors`."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=live_server.url)
    leave_axe(context)
    page = context.new_page()
    errors: list[str] = []
    page.console_errors = errors  # type: ignore[attr-defined]
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A whole `jobfutures serve` with the content of this repository and the reviews of the tests."""
    with serving(tmp_path_factory.mktemp("site") / "data", CONTENT=str(REVIEWS)) as copy:
        yield copy


@pytest.fixture(scope="session")
def signed_in_states() -> dict[str, StorageState]:
    """Cookies of people who signed in once, for all files of tests."""
    return {}


@pytest.fixture
def width(request: pytest.FixtureRequest) -> int:
    """Walks go over a phone, where room is least; whatever they look at is judged at the width of a desk as well."""
    return int(getattr(request, "param", PHONE))


@pytest.fixture
def visitor(browser: Browser, site: Serving, width: int) -> Iterator[Page]:
    """A page of somebody who is not signed in."""
    with opened(browser, site, width) as page:
        yield page


@pytest.fixture
def operator(browser: Browser, site: Serving, width: int, signed_in_states: dict[str, StorageState]) -> Iterator[Page]:
    """A page of the operator, who came in by the one-time link that the server printed."""
    if OPERATOR not in signed_in_states:
        signed_in_states[OPERATOR] = become_operator(browser, site)
    with opened(browser, site, width, storage_state=signed_in_states[OPERATOR]) as page:
        yield page
