"""Every address, asked while cards are sealed: nobody meets what is not theirs yet, on a page, in an export, in a
letter, in the ledger or in a cache. New addresses join by themselves.
"""

from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core import mail
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.accounts.queries import export_archive
from jobfutures.clients.tests.made import client as a_program
from jobfutures.companies.models import Company
from jobfutures.companies.tests.made import company, member
from jobfutures.hiring.models import Attachment, Interview, Rating, Scorecard
from jobfutures.hiring.tests.made import application, card, interview
from jobfutures.jobs.tests.made import job
from jobfutures.ledger.models import Entry
from jobfutures.notices.models import Letter
from tests.access import Kind, addresses, client_of, undone
from tests.api import Program, token_of
from tests.api_addresses import operations
from tests.leaks import texts
from tests.made import Site
from tests.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SEALED = "canarysealed"  # what paul wrote in a card, while ana has not written hers
ELSEWHERE = "canaryelsewhere"  # what cara sent to another company, and what was heard there
FILE = "canaryfile"  # a file that cara sent to acme
OF_HIRING = ("hire/", "operate/", "applications/", "account/", "sharing/", "shared/", "inbox/", "search/", "profile/")


@dataclass
class Panel:
    """Who asks. hidden: name -> what they must never meet."""

    interview: Interview
    clients: dict[str, Client] = field(default_factory=dict)
    programs: dict[str, Program] = field(default_factory=dict)
    hidden: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, name: str, who: User | None, *hidden: str) -> None:
        self.clients[name] = client_of(who) if who else Client()
        self.programs[name] = Program(token_of(who)) if who else Program()
        self.hidden[name] = hidden


def attached(of: Interview, mark: str) -> None:
    content = f"{mark} in a file".encode()
    Attachment.objects.create(
        application=of.application, name=f"{mark}.txt", media_type="text/plain", size=len(content), digest=mark[:64],
        content=content, added_at=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def panel(small_site: Site, ana: User, ben: User, olga: User) -> Panel:
    held = Interview.objects.get(pk=small_site.panel_interview)
    acme = Company.objects.get(slug=small_site.company)
    paul, cara = User.objects.get(email="paul@example.org"), held.application.candidate
    assert cara
    heard(card(held, paul, state="SUBMITTED"), SEALED)
    attached(held, FILE)
    bolt = company("bolt", owner=person("olaf"))
    sent = application(
        job(bolt), cara, state="INTERVIEWING", note=ELSEWHERE, answers=[{"question": "?", "answer": ELSEWHERE}]
    )
    there = interview(sent, person("otto"), state="COMPLETED")
    heard(card(there, User.objects.get(email="otto@example.org"), state="SUBMITTED"), ELSEWHERE)
    attached(there, ELSEWHERE)
    found = Panel(held)
    found.add("owner who has not written", ana, SEALED, ELSEWHERE)
    for name, role in (("recruiter", "RECRUITER"), ("owner", "OWNER")):
        found.add(name, member(acme, person(name), role).person, SEALED, ELSEWHERE)
    elsewhere = member(acme, person("interviewer"), "INTERVIEWER").person
    interview(application(held.application.job, person("clio"), state="INTERVIEWING"), elsewhere, state="COMPLETED")
    found.add("interviewer of somebody else", elsewhere, SEALED, ELSEWHERE, FILE)
    found.add("the candidate", cara, SEALED)
    for name, who in (("stranger", ben), ("operator", olga), ("visitor", None)):
        found.add(name, who, SEALED, ELSEWHERE, FILE)
    return found


def heard(of: Scorecard, mark: str) -> None:
    Rating.objects.filter(card=of).update(evidence=f"{mark}: drew the queue, and what it costs.")


def met(panel: Panel, name: str, paths: list[str]) -> list[str]:
    """Return where somebody meets what is hidden from them: by looking, and members by sending an empty form too."""
    client, found = panel.clients[name], []
    for path in paths:
        for method in ("get", "post") if FILE not in panel.hidden[name] else ("get",):
            with undone(client):
                answer = getattr(client, method)(path)
                body = b"" if answer.streaming else answer.content
            text = f"{body.decode(errors='replace')} {dict(answer.headers)}"
            found += [f"{name} {method} {path}: {word}" for word in panel.hidden[name] if word in text]
    return found


def test_12_22_23_no_address_tells_of_sealed_cards_of_files_or_of_other_applications(
    small_site: Site, panel: Panel
) -> None:
    every = sorted({one.path for one in addresses(small_site) if one.kind is not Kind.PUBLIC})
    hiring = sorted({one.path for one in addresses(small_site) if one.route.startswith(OF_HIRING)})

    found = [line for name in panel.clients for line in met(panel, name, every if name == "owner" else hiring)]

    assert found == []
    cards = f"/hire/acme/interviews/{panel.interview.pk}/cards/"
    assert SEALED in client_of(User.objects.get(email="paul@example.org")).get(cards).text, "the canary works"
    asked = {"why": "We have to answer them tonight."}
    assert SEALED in panel.clients["owner"].post(f"{cards}peek/", asked).text, "a look by name shows it"


def test_no_operation_of_the_api_tells_of_sealed_cards_or_of_other_applications(
    small_site: Site, panel: Panel, ana: User
) -> None:
    machine = program_of(Company.objects.get(slug=small_site.company), ana)
    panel.programs["a program of the company's"] = machine
    panel.hidden["a program of the company's"] = (SEALED, ELSEWHERE)
    found = []
    for name, program in panel.programs.items():
        for one in operations(small_site, ana):
            with undone(program.client):
                answer = program.ask(one.method, one.path, one.body, **one.headers)
            text = f"{answer.text} {dict(answer.headers)}"
            found += [f"{name} {one.method} {one.path}: {word}" for word in panel.hidden[name] if word in text]

    assert found == []
    cards = f"/companies/acme/interviews/{panel.interview.pk}/cards"
    paul = Program(token_of(User.objects.get(email="paul@example.org")))
    assert SEALED in paul.get(cards).text, "the canary works"
    assert machine.get(f"/companies/acme/interviews/{panel.interview.pk}").status_code == 200
    assert machine.get(cards).status_code == 403


def program_of(acme: Company, ana: User) -> Program:
    made, secret = a_program(acme, ana, name="Asks everything")
    said = {"grant_type": "client_credentials", "client_id": made.oidc_id, "client_secret": secret}
    return Program(Client().post("/oauth/token", said).json()["access_token"])


def test_23_no_export_letter_ledger_or_cache_holds_a_sealed_card(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[str] = []

    def spy(_cache: object, key: str, value: object, *_rest: object, **_more: object) -> bool:
        kept.append(f"{key} {value!r}")
        return True

    for name in ("set", "add"):
        monkeypatch.setattr(type(caches["default"]), name, spy)
    cards = f"/hire/acme/interviews/{panel.interview.pk}/cards/"
    panel.clients["owner"].post(f"{cards}peek/", {"why": "We have to answer them tonight."})
    panel.clients["recruiter"].get(cards)
    theirs = {"paul@example.org", "cara@example.org"}  # who wrote it, and whom it is about: to them it belongs
    for who in User.objects.exclude(email__in=theirs):
        with ZipFile(BytesIO(export_archive(who, timezone.now()))) as opened:
            kept += [opened.read(name).decode(errors="replace") for name in opened.namelist()]
    kept += [*texts(Letter), *texts(Entry), *(str(letter.message()) for letter in mail.outbox)]

    assert SEALED not in " ".join(kept)
    assert panel.interview.peeks.count() == 1
