"""Skill checks and credentials, to be read. A check is taken on the site: see /api/docs/versions/."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query

from jobfutures.api.errors import valid
from jobfutures.api.kinds import Asked, Shown
from jobfutures.api.operations import Answer, ApiRequest, Room
from jobfutures.api.paging import Cut, Part, part
from jobfutures.checks import queries, showing
from jobfutures.checks.models import Attempt, Bank
from jobfutures.checks.picture import band_of
from jobfutures.credentials import forms, words
from jobfutures.credentials import queries as credential_queries
from jobfutures.credentials.models import Credential, Kind
from jobfutures.credentials.vc.reasons import SENTENCES
from jobfutures.credentials.vc.verifying import verdict

room = Room("checks", _("What skill checks there are, your results, and credentials about them"))
ATTEMPT = ("id", "role_id", "started_at", "finished_at", "ending")
CREDENTIAL = ("id", "kind", "attempt_id", "attempt__role_id", "issued_at", "expires_at")


class CheckShown(Shown):
    role: str = Field(examples=["backend"])
    title: str
    is_open: bool = Field(description="Whether there is a bank of questions, so that it can be taken.")
    questions: int | None = Field(description="How many are usually asked.")
    minutes: int | None
    has_task: bool


class ChecksShown(Shown):
    items: list[CheckShown]


class CheckAttemptShown(Shown):
    id: UUID
    role: str = Field(examples=["backend"])
    started_at: datetime
    finished_at: datetime | None
    ending: str


class Chance(Shown):
    level: str = Field(examples=["middle"])
    percent: int = Field(ge=1, le=99)


class PartMark(Shown):
    part: str
    mark: str = Field(description="STRONG, MIXED, WEAK, or empty where too few questions were asked.")


class CheckResult(CheckAttemptShown):
    told: str = Field(description="The result in a sentence.")
    chances: list[Chance]
    parts: list[PartMark]
    low: float | None = Field(description="The ends of the 90 % band, on the scale of the check.")
    high: float | None
    estimate: float | None
    address: str = Field(description="The page with every question, its key and its reason.")


class CredentialShown(Shown):
    id: UUID
    kind: Kind
    check: UUID
    role: str
    issued_at: datetime
    expires_at: datetime


class Statement(Shown):
    name: str = Field(examples=["level"])
    label: str
    text: str


class CopyShown(Shown):
    number: int
    note: str
    revoked_at: datetime | None


class CredentialWhole(CredentialShown):
    statements: list[Statement]
    copies: list[CopyShown]


class ToVerify(Asked):
    text: str = Field(min_length=1, max_length=50_000, examples=["eyJhbGciOiJFUzI1NiJ9.e30.c2ln~"])
    audience: str = Field("", max_length=200)
    nonce: str = Field("", max_length=200)


class VerdictShown(Shown):
    holds: bool
    reason: str | None = Field(description="Why it does not hold, in a sentence.")
    kind: str
    issuer: str
    starts_at: datetime | None
    ends_at: datetime | None
    made_at: datetime | None
    statements: list[Statement]


@room.get("/checks", shows=ChecksShown)
def list_checks(request: ApiRequest) -> Answer:
    """What skill checks there are."""
    offers = queries.offered(AnonymousUser(), timezone.now())
    return {"items": [offered(one) for one in offers]}


def offered(offer: queries.Offered) -> dict[str, Any]:
    facts = showing.facts_of(offer)
    told = {"questions": facts.questions, "minutes": facts.minutes, "has_task": facts.has_task}
    return {"role": offer.role.pk, "title": offer.role.title, "is_open": offer.bank is not None, **told}


@room.get(
    "/check-attempts", shows=Part[CheckAttemptShown], scope="read:checks",
    links={"get_check_attempt": {"attempt_id": "/items/0/id"}},
)  # fmt: skip
def list_check_attempts(request: ApiRequest, cut: Query[Cut]) -> Answer:
    """The checks that you took, newest first."""
    rows = Attempt.objects.visible_to(request.person)
    return part(
        request, rows, cut, order=("-started_at", "-id"), columns=ATTEMPT,
        shape=lambda row: {**row, "role": row["role_id"]},
    )  # fmt: skip


@room.get("/check-attempts/{uuid:attempt_id}", shows=CheckResult, scope="read:checks")
def get_check_attempt(request: ApiRequest, attempt_id: UUID) -> Answer:
    """One check of yours with its result, as its page tells it. Questions and keys stand on the page only."""
    rows = Attempt.objects.visible_to(request.person).defer("candidates", "posterior").select_related("role")
    found = get_object_or_404(rows, pk=attempt_id)
    facts = {name: getattr(found, name) for name in ATTEMPT}
    return {**facts, "role": found.role_id, "address": f"/checks/attempts/{found.pk}/result/", **told_of(found)}


def told_of(found: Attempt) -> dict[str, Any]:
    """Return the result as the page of it has it; of a check that goes on or ended too early, its absence."""
    nothing: dict[str, Any] = {"chances": [], "parts": [], "low": None, "high": None, "estimate": None}
    if found.outcome is None:
        return {**nothing, "told": "" if found.is_open else showing.listed(found).told}
    band = band_of(found.outcome)
    bank = Bank.objects.only("parts").get(pk=found.bank_id)
    percents = [min(max(round(100 * chance), 1), 99) for chance in found.outcome["chances"]]
    names = [str(name) for name in showing.LEVEL_NAMES]
    return {
        "told": showing.listed(found).told, "low": band.low, "high": band.high, "estimate": band.estimate,
        "chances": [{"level": name, "percent": percent} for name, percent in zip(names, percents, strict=True)],
        "parts": [{"part": one.title, "mark": one.mark} for one in showing.parts_of(found, bank)],
    }  # fmt: skip


@room.get(
    "/credentials", shows=Part[CredentialShown], scope="read:checks",
    links={"get_credential": {"credential_id": "/items/0/id"}},
)  # fmt: skip
def list_credentials(request: ApiRequest, cut: Query[Cut]) -> Answer:
    """The credentials that you had issued, newest first."""
    rows = Credential.objects.visible_to(request.person)
    return part(request, rows, cut, order=("-issued_at", "-id"), columns=CREDENTIAL, shape=credential_named)


def credential_named(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "check": row["attempt_id"], "role": row["attempt__role_id"]}


@room.get("/credentials/{uuid:credential_id}", shows=CredentialWhole, scope="read:checks")
def get_credential(request: ApiRequest, credential_id: UUID) -> Answer:
    """One credential: what it states, and its copies. The copies themselves are on its page."""
    found = get_object_or_404(credential_queries.own_credential(request.person), pk=credential_id)
    facts = {name: getattr(found, name) for name in ("id", "kind", "issued_at", "expires_at")}
    copies = found.copies.in_order().values("number", "note", "revoked_at")
    return {
        **facts, "check": found.attempt_id, "role": found.attempt.role_id, "copies": list(copies),
        "statements": words.statements(found.facts, credential_queries.titles()),
    }  # fmt: skip


@room.post("/verifications", shows=VerdictShown, status=200, once=False)
def create_verification(request: ApiRequest, body: ToVerify) -> Answer:
    """Say what a presentation or a badge shows, and whether it holds. What is sent is judged and forgotten."""
    form = valid(forms.Verify(body.model_dump()))
    now = timezone.now()
    found = verdict(form.cleaned_data["text"], credential_queries.trust(now), form.expected(), now)
    facts = {name: getattr(found, name) for name in ("holds", "kind", "issuer", "starts_at", "ends_at", "made_at")}
    reason = str(SENTENCES[found.reason]) if found.reason else None
    return {**facts, "reason": reason, "statements": words.statements(found.shown, credential_queries.titles())}
