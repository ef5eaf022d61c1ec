"""Hiring through the API, from the draft of a posting to a decision, by the same rules as on the pages."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.clients.tests.made import client
from jobfutures.companies.models import Company
from jobfutures.companies.tests.made import company, domain, member
from jobfutures.hiring.models import Application, Interview, Scorecard
from jobfutures.hiring.tests.made import EVIDENCE, MESSAGE, card, interview
from jobfutures.jobs.models import Job
from jobfutures.jobs.tests.made import area, job
from jobfutures.ledger.models import Entry
from jobfutures.plans.tests.made import ANCHORS
from jobfutures.profiles.models import Profile
from tests.api import Program, of, problem
from tests.people import person

pytestmark = pytest.mark.django_db
POSTING: dict[str, Any] = {
    "title": "Backend engineer, bookings", "level": "SENIOR", "employment": "FULL_TIME", "workplace": "REMOTE",
    "description": "You keep a booking service fast and honest: one Django monolith, one database, eight people. " * 3,
    "topics": ["A1"], "applicant_countries": ["DE", "PT"], "timezone_min": 0, "timezone_max": 120,
    "pay_min": 6_500_000, "pay_max": 8_500_000, "pay_currency": "EUR", "pay_period": "YEAR", "visa": "YES",
    "languages": ["English"], "vacancy_exists": True, "apply_mode": "INTERNAL", "response_promise_days": 5,
    "stages": [{"name": "Talk", "minutes": 45, "topics": ["A1"]}],
}  # fmt: skip
KIT: dict[str, Any] = {
    "title": "Talk", "minutes": 45, "topics": ["A1"], "brief": "You explain a change of yours.",
    "criteria": [{"key": "weighs", "name": "Weighs two ways", "topic": "A1", "anchors": ANCHORS}],
    "questions": [{"text": "Which change of yours would you undo?", "probes": [], "criteria": ["weighs"]}],
}  # fmt: skip


@dataclass
class Side:
    """A program with a token, which changes what it has read: it sends the tag of what it saw."""

    program: Program

    def get(self, path: str) -> Any:
        answer = self.program.get(path)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def post(self, path: str, body: Any = None) -> Any:
        answer = self.program.post(path, body, Idempotency_Key=str(uuid4()))
        assert answer.status_code == 201, answer.content
        return answer.json()

    def put(self, shown: str, noun: str = "", body: Any = None) -> Any:
        answer = self.change(shown, noun, body)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def change(self, shown: str, noun: str = "", body: Any = None, method: str = "PUT") -> HttpResponse:
        tag = self.program.get(shown)["ETag"]
        return self.program.ask(method, shown + noun, body, If_Match=tag)


@dataclass
class Cast:
    acme: Company
    ben: User
    owner: Side
    candidate: Side
    machine: Side


@pytest.fixture
def cast(ana: User, ben: User) -> Cast:
    acme = company(owner=ben)
    domain(acme)
    job(acme)  # one that stood already, so that the operator does not look first
    area()
    Profile.objects.create(owner=ana, name="Ana Example", changed_at=timezone.now())
    made, secret = client(acme, ben)
    given = {"grant_type": "client_credentials", "client_id": made.oidc_id, "client_secret": secret}
    token = Client().post("/oauth/token", given).json()["access_token"]
    return Cast(acme, ben, Side(of(ben)), Side(of(ana)), Side(Program(token)))


def published(side: Side) -> str:
    last = (timezone.now() + timedelta(days=30)).date().isoformat()
    posting = side.post("/companies/acme/postings", {**POSTING, "title": "Backend"})["id"]
    path = f"/companies/acme/postings/{posting}"
    refused = side.change(path, "/publication")
    assert (refused.status_code, problem(refused)) == (422, "invalid")
    assert {"closes_on"} <= {one["field"] for one in refused.json()["errors"]}
    side.put(path, body={**POSTING, "closes_on": last})
    assert problem(side.program.ask("PUT", path, POSTING, If_Match='"old"')) == "changed-meanwhile"
    assert problem(side.program.ask("PUT", path, POSTING)) == "needs-if-match"
    assert side.put(path, "/publication")["state"] == "PUBLISHED"
    kit = side.post(f"{path}/plan")["kits"][0]["id"]
    assert side.put(f"{path}/plan/kits/{kit}", body=KIT)["gaps"] == []
    return posting


def sent(side: Side, posting: str) -> str:
    draft = side.post("/applications", {"job_id": posting})
    path = f"/applications/{draft['id']}"
    assert "profile.name" in draft["offers"]
    assert problem(side.change(path, body={"fields": ["profile.phone"]})) == "invalid"
    side.put(path, body={"fields": ["profile.name"], "note": "I keep queues short."})
    preview = side.get(f"{path}/preview")
    assert preview["sent"] == {"profile.name": [{"title": "Ana Example"}]}
    wrong = side.program.post(f"{path}/submission", {"seal": "0" * 64})
    assert (wrong.status_code, problem(wrong)) == (409, "preview-changed")
    assert side.post(f"{path}/submission", {"seal": preview["seal"]})["state"] == "SUBMITTED"
    return str(draft["id"])


def test_a_whole_loop_where_a_program_answers_and_people_decide(cast: Cast, ana: User) -> None:
    posting = published(cast.machine)
    mine = f"/applications/{sent(cast.candidate, posting)}"
    theirs = f"/companies/acme{mine}"
    (line,) = cast.machine.get(f"/companies/acme/applications?job_id={posting}&turn=COMPANY")["items"]
    assert line["who"] == "Ana Example"
    assert cast.machine.get(theirs)["state"] == "SUBMITTED", "to read it is not to open it"
    assert cast.machine.program.ask("PUT", f"{theirs}/acknowledgement").json()["state"] == "ACKNOWLEDGED"
    cast.machine.post(f"{theirs}/messages", {"text": "Thank you. We read it on Monday."})
    cast.candidate.post(f"{mine}/messages", {"text": "I am looking forward to it."})
    assert cast.machine.put(theirs, "/advancement")["state"] == "INTERVIEWING"

    (kit,) = cast.machine.get(f"/companies/acme/postings/{posting}/plan")["kits"]
    starts = [(timezone.now() + timedelta(days=day)).isoformat() for day in (2, 3)]
    asked = {
        "kit_id": kit["id"], "setting": "VIDEO", "place": "https://meet.example/room", "starts": starts,
        "panel": [one["person_id"] for one in cast.machine.get("/companies/acme/members")["items"]],
    }  # fmt: skip
    assert problem(cast.machine.program.post(f"{theirs}/interviews", {**asked, "panel": [str(ana.pk)]})) == "invalid"
    number = cast.machine.post(f"{theirs}/interviews", asked)["id"]
    own, held = f"/interviews/{number}", f"/companies/acme/interviews/{number}"
    slots = cast.candidate.get(own)["slots"]
    assert cast.candidate.put(own, "/choice", {"slot_id": slots[1]["id"]})["state"] == "SCHEDULED"
    assert problem(cast.owner.change(held, "/completion")) == "cannot-act", "it has not begun"
    Interview.objects.update(starts_at=timezone.now() - timedelta(hours=1))
    assert cast.owner.put(held, "/completion")["state"] == "COMPLETED"

    blank = {"ratings": [], "recommend": "YES"}
    own_card = cast.owner.get(f"{held}/card")
    assert problem(cast.owner.change(f"{held}/card", "/submission", blank)) == "invalid"
    ratings = [{"criterion_id": one["id"], "level": 3, "evidence": EVIDENCE} for one in own_card["criteria"]]
    cast.owner.put(f"{held}/card", body={"ratings": ratings})
    assert (
        cast.owner.put(f"{held}/card", "/submission", {"ratings": ratings, "recommend": "YES"})["state"] == "SUBMITTED"
    )
    cards = cast.owner.get(f"{held}/cards")
    assert (cards["is_sealed"], cards["criteria"][0]["heard"][0]["evidence"]) == (False, EVIDENCE)
    offer = {"outcome": "OFFER", "message": "We would be glad to work with you, from March on.", "cites": []}
    assert problem(cast.owner.change(theirs, "/decision", offer)) == "cannot-decide"
    offer["cites"] = [cards["cards"][0]["card_id"]]
    assert cast.owner.put(theirs, "/decision", offer)["state"] == "OFFERED"
    assert cast.candidate.put(mine, "/offer-answer", {"answer": "accept"})["state"] == "HIRED"
    assert cast.owner.get(f"{theirs}/decisions")["items"][0]["cites"] == offer["cites"]
    closed = cast.machine.put(f"/companies/acme/postings/{posting}", "/closing", {"reason": "FILLED"})
    assert (closed["state"], Application.objects.get().state) == ("CLOSED", "HIRED")
    acts = dict(Entry.objects.filter(kind__in=["hiring.advance", "hiring.decided"]).values_list("kind", "actor__email"))
    assert acts["hiring.decided"] == cast.ben.email
    assert acts["hiring.advance"].endswith("@clients.invalid"), "who acted is told apart"


def test_a_program_reads_its_own_company_and_decides_about_nobody(cast: Cast, ana: User) -> None:
    posting = job(cast.acme, apply_mode="INTERNAL", apply_url="")
    made = Application.objects.get(pk=sent(cast.candidate, str(posting.pk)))
    theirs = f"/companies/acme/applications/{made.pk}"
    cast.owner.program.ask("PUT", f"{theirs}/acknowledgement")
    no = {"outcome": "DECLINE", "reason": "OTHER", "message": MESSAGE}

    for path in ("/decision", "/decisions"):
        method = "PUT" if path == "/decision" else "GET"
        refused = cast.machine.program.ask(method, theirs + path, no if method == "PUT" else None, If_Match="*")
        assert (refused.status_code, problem(refused)) == (403, "missing-scope")
    other = company("bolt", owner=person("olaf"))
    for path in ("/companies/bolt/postings", "/companies/bolt/applications", "/companies/bolt/members"):
        assert problem(cast.machine.program.get(path)) == "not-found"
        assert problem(cast.candidate.program.get(path)) == "not-found"
    assert Job.objects.filter(company=other).count() == 0
    interviewer = Side(of(member(cast.acme, person("ivan"), "INTERVIEWER").person))
    assert problem(interviewer.program.get(theirs)) == "not-found"
    assert problem(interviewer.program.post("/companies/acme/postings", POSTING)) == "forbidden"
    assert cast.owner.put(theirs, "/decision", no)["state"] == "DECLINED"
    assert problem(cast.owner.change(theirs, "/decision", no)) == "state-has-moved-on"


def test_cards_stay_sealed_and_what_was_taken_back_is_gone(cast: Cast, ana: User) -> None:
    posting = job(cast.acme, apply_mode="INTERNAL", apply_url="")
    made = Application.objects.get(pk=sent(cast.candidate, str(posting.pk)))
    Application.objects.update(state="INTERVIEWING")
    ivan = member(cast.acme, person("ivan"), "INTERVIEWER").person
    held = interview(made, cast.ben, ivan, state="COMPLETED")
    card(held, ivan, state="SUBMITTED")
    path = f"/companies/acme/interviews/{held.pk}/cards"
    sealed = cast.owner.get(path)
    assert sealed["is_sealed"]
    assert EVIDENCE not in str(sealed)
    assert "YES" not in str(sealed["recommends"])
    card(held, cast.ben, state="SUBMITTED")
    assert EVIDENCE in str(cast.owner.get(path))

    mine = f"/applications/{made.pk}"
    cast.candidate.put(mine, "/withdrawal")
    assert problem(cast.owner.program.get(f"/companies/acme{mine}")) == "not-found"
    assert problem(cast.owner.program.get(path)) == "not-found"
    assert Scorecard.objects.count() == 2
