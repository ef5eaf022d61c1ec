"""Everything that is logged at the most talkative level while everybody opens everything: no canary, no address."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from django.db import connections
from django_ox.testing import run_tasks
from pytest_django import Settings

from jobfutures.accounts.models import User
from jobfutures.checks.models import Attempt
from jobfutures.companies.models import Company
from jobfutures.config import logs
from jobfutures.profiles.models import Profile
from tests.access import Kind, addresses, client_of, undone
from tests.leaks import plant, world
from tests.made import Site

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.any_database]


@pytest.fixture
def logged(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Log as the site does, at debug, into a text; afterwards loggers are as they were."""
    settings.LOG_LEVEL, settings.LOG_FORMAT, settings.LOG_REQUESTS = "debug", "json", True
    monkeypatch.setattr(
        connections["default"], "force_debug_cursor", True
    )  # as with DEBUG: statements are logged, if anything
    text = io.StringIO()
    monkeypatch.setattr("sys.stderr", text)
    root = logging.getLogger()
    known = {name: logging.getLogger(name) for name in [*logging.root.manager.loggerDict]}
    before = {name: (one.level, one.handlers[:], one.propagate) for name, one in [*known.items(), ("", root)]}
    logs.configure()
    yield text
    for name, one in [*logging.root.manager.loggerDict.items(), ("", root)]:
        if isinstance(one, logging.Logger):
            level, handlers, propagate = before.get(name, (logging.NOTSET, [], True))
            one.setLevel(level)
            one.handlers, one.propagate = handlers, propagate
    structlog.reset_defaults()


def test_no_line_at_debug_holds_a_value_of_anybody(
    small_site: Site, logged: io.StringIO, ana: User, ben: User, olga: User
) -> None:
    canaries = plant(ana, Attempt.objects.get(pk=small_site.checked))
    others = world(Company.objects.get(slug=small_site.company), ben, olga)
    hers, operators = client_of(ana), client_of(olga)
    headers = {"X-Request-ID": "canaryid", "User-Agent": "canaryprogram", "Referer": "http://testserver/canaryreferer/"}
    for one in addresses(small_site):
        client = operators if one.kind is Kind.OPERATOR else hers
        with undone(client):
            client.get(one.path, {"q": "canaryquery"}, headers=headers)
            client.post(one.path, {"text": "canarytext", "email": "canary@example.org"}, headers=headers)
    others.clients["recruiter"].get(f"/hire/acme/shared/{small_site.my_company_share}/")
    run_tasks(queues=["mail"], max_tasks=3)
    logging.getLogger("django.request").error("the test reads what is logged")
    said = logged.getvalue()
    lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]

    assert canaries.in_text(said) == set()
    found = [word for word in ("canary", ana.email, "example.org", "192.0.2.", small_site.setup_token) if word in said]
    assert found == [], [line for line in said.splitlines() if any(word in line for word in found)][:5]
    requests = [line for line in lines if line.get("event") == "request"]
    assert len(requests) > 300, "the log works"
    assert {len(line["request_id"]) for line in requests} == {32}
    assert any(line.get("task") for line in lines), "lines of tasks as well"
    assert Profile.objects.filter(owner=ana).exists()
