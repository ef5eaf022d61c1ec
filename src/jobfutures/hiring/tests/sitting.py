"""A panel of two that held an interview, and what they send."""

from dataclasses import dataclass
from typing import Any

from django.test import Client

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company
from jobfutures.companies.tests.made import company, member
from jobfutures.hiring.models import Application, Interview, Scorecard
from jobfutures.hiring.tests.made import EVIDENCE, application, interview
from jobfutures.jobs.tests.made import job
from tests.access import client_of
from tests.people import person

REASON = "They left the company last week."


@dataclass(frozen=True)
class Sitting:
    """ben owns the company, rita recruits for it, ivan and iris held the interview, ana was interviewed."""

    acme: Company
    application: Application
    interview: Interview
    people: dict[str, User]

    def client(self, name: str) -> Client:
        return client_of(self.people[name])

    def path(self, rest: str = "cards/") -> str:
        return f"/hire/{self.acme.slug}/interviews/{self.interview.pk}/{rest}"

    @property
    def decision_path(self) -> str:
        return f"/hire/{self.acme.slug}/applications/{self.application.pk}/decision/"

    def card(self, name: str) -> Scorecard:
        return Scorecard.objects.get(interview=self.interview, author=self.people[name])

    def filled(self, name: str, *, evidence: str = EVIDENCE, level: int = 3, **changed: Any) -> dict[str, Any]:
        """Return a whole card as its form sends it."""
        sent: dict[str, Any] = {"version": self.card(name).changed_at.isoformat(), "recommend": "YES", "asked": []}
        for criterion in self.interview.kit.criteria.all():
            sent |= {f"{criterion.pk}-level": str(level), f"{criterion.pk}-evidence": evidence}
        return {**sent, **changed}

    def hand_in(self, name: str, **changed: Any) -> int:
        sent = {**self.filled(name, **changed), "submit": "yes"}
        return self.client(name).post(self.path("card/"), sent).status_code


def sitting(ben: User, ana: User, *, state: str = "COMPLETED", **facts: Any) -> Sitting:
    acme = company(owner=ben)
    people = {"ben": ben, "ana": ana, **{name: person(name) for name in ("rita", "ivan", "iris", "ingo")}}
    for name in ("rita", "ivan", "iris", "ingo"):
        member(acme, people[name], "RECRUITER" if name == "rita" else "INTERVIEWER")
    of = application(job(acme), ana, state="INTERVIEWING", plan_version=1)
    held = interview(of, people["ivan"], people["iris"], state=state, **facts)
    return Sitting(acme, of, held, people)
