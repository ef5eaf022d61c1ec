"""Webhooks for tests: an endpoint, and a program at its other end that keeps what it is told."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from jobfutures.companies.models import Company
from jobfutures.webhooks.commands.delivering import Answer, deliver_due
from jobfutures.webhooks.models import Delivery, Endpoint, Event

URL = "https://hooks.acme.example/in"


def endpoint(of: Company, url: str = URL, **facts: Any) -> Endpoint:
    return Endpoint.objects.create(company=of, url=url, salt="a salt", made_at=timezone.now(), **facts)


def event(of: Company, kind: str = "application.received", at: datetime | None = None) -> Event:
    return Event.objects.create(company=of, kind=kind, body="{}", at=at or timezone.now())


def delivery(to: Endpoint, **facts: Any) -> Delivery:
    now = timezone.now()
    return Delivery.objects.create(endpoint=to, event=event(to.company), next_at=now, **facts)


@dataclass
class Program:
    """What listens at the other end. answers: one for each message to come; 204 once they are used up."""

    answers: list[Answer] = field(default_factory=list)
    heard: list[tuple[bytes, dict[str, str]]] = field(default_factory=list)
    now: datetime = field(default_factory=timezone.now)

    def __call__(self, _url: str, body: bytes, headers: dict[str, str]) -> Answer:
        self.heard.append((body, headers))
        return self.answers.pop(0) if self.answers else Answer(204)

    def listen(self, at: Endpoint, *, later: timedelta = timedelta(0)) -> int:
        self.now += later
        return deliver_due(at.pk, send=self, clock=lambda: self.now)

    @property
    def kinds(self) -> list[str]:
        return [json.loads(body)["type"] for body, _headers in self.heard]
