"""What a company types for a whole posting, and what rooms above this one answer."""

import sys
from collections.abc import Callable
from datetime import timedelta
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from jobfutures.jobs.models import Job
from jobfutures.jobs.tests.made import DESCRIPTION, area
from jobfutures.kit.rooms import modules

WORDS = {
    "title": "Backend engineer, payments", "description": DESCRIPTION, "level": "MIDDLE", "employment": "FULL_TIME",
    "workplace": "HYBRID", "hybrid_days": "2", "place-0-city": "Berlin", "place-0-country": "DE",
    "pay_min": "65000", "pay_max": "85,000", "pay_currency": "EUR", "pay_period": "YEAR", "visa": "YES",
    "languages": "English\nGerman", "vacancy_exists": "on", "response_promise_days": "5",
    "stage-0-name": "A call", "stage-0-minutes": "30", "stage-1-name": "Code together", "stage-1-minutes": "90",
    "apply_url": "https://acme.example/apply",
}  # fmt: skip


def typed(**changed: object) -> dict[str, object]:
    """Return a whole posting as the form sends it; None leaves a field out."""
    words = {**WORDS, "topics": [area().pk], "closes_on": (timezone.now() + timedelta(days=20)).date().isoformat()}
    return {name: value for name, value in {**words, **changed}.items() if value is not None}


def address(job: Job, page: str = "") -> str:
    return f"/hire/{job.company.slug}/jobs/{job.pk}/{page}"


def version(job: Job) -> str:
    return Job.objects.get(pk=job.pk).changed_at.isoformat()


def submit(client: Client, job: Job) -> int:
    return client.post(address(job, "submission/"), {"version": version(job)}).status_code


def room_above(monkeypatch: pytest.MonkeyPatch, name: str, **answers: Callable[..., Any]) -> None:
    """Let a room above have a module of this name, as the rooms find each other's."""
    module = ModuleType(f"jobfutures.web.{name}")
    module.__spec__ = ModuleSpec(module.__name__, None)
    for function, answer in answers.items():
        setattr(module, function, answer)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    modules.cache_clear()  # and again when the test is over: see `rooms_as_they_are`
