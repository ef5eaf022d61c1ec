"""Fixtures of the tests of the whole house."""

from pathlib import Path

import pytest
from django.core.cache import cache
from django.template.base import PartialTemplate, Template
from django.test import Client
from django.test.utils import _TestState
from django.utils import timezone
from pytest_django import Settings

from jobfutures.accounts.models import User
from jobfutures.jobs.commands.indexing import Follower
from jobfutures.jobs.index import JobIndex
from jobfutures.jobs.queries import searching
from jobfutures.search import commands, queries
from jobfutures.search.index import SiteIndex
from tests.access import client_of
from tests.made import Site, site
from tests.people import PASSWORD


@pytest.fixture(autouse=True)
def templates_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Render without copying every context for `response.context`, which nothing here asks for."""
    monkeypatch.setattr(Template, "_render", _TestState.saved_data.template_render)
    monkeypatch.setattr(PartialTemplate, "_render", _TestState.saved_data.partial_template_render)


@pytest.fixture
def small_site(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, ana: User, olga: User) -> Site:
    """A small site with its own index, mailbox and sign-in provider; the provider cannot be reached."""
    index = SiteIndex(tmp_path / "index")
    for module in (queries, commands):
        monkeypatch.setattr(module, "site_index", lambda: index)
    postings = JobIndex(tmp_path / "index")
    monkeypatch.setattr(searching, "job_index", lambda: postings)
    mailbox = {"BACKEND": "jobfutures.notices.mailbox.MailboxBackend", "OPTIONS": {"folder": str(tmp_path / "mailbox")}}
    settings.MAILERS = {"default": {"BACKEND": "jobfutures.notices.outbox.OutboxBackend"}, "delivery": mailbox}
    app = {"provider_id": "oidc", "name": "Nowhere", "client_id": "it", "secret": "it"}
    app["settings"] = {"server_url": "http://127.0.0.1:9"}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    cache.clear()  # allauth counts tries there
    made = site(tmp_path, ana=ana, olga=olga)
    follower = Follower(postings)
    follower.tick(timezone.now())
    follower.writer.close()
    return made


@pytest.fixture
def clients(small_site: Site, ana: User, ben: User, olga: User) -> dict[str, Client]:
    """A client for each kind of person: not signed in, halfway in, ana whose rows the addresses name, ben a stranger,
    the operator."""
    halfway = Client()
    halfway.post("/account/login/", {"login": ana.email, "password": PASSWORD})
    people = {"ana": client_of(ana), "ben": client_of(ben), "olga": client_of(olga)}
    return {"visitor": Client(), "halfway": halfway, **people}
