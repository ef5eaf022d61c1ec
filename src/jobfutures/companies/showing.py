"""How a proof and its readings are shown."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jobfutures.companies.hosts import in_own_letters
from jobfutures.companies.models import Company, CompanyDomain
from jobfutures.companies.proof.reading import LABEL, PATH, PREFIX
from jobfutures.companies.wording import ANSWERS, proof_fault
from jobfutures.kit.markdown import render


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a proof. asked: (server, address, what it said)."""

    at: datetime
    fault: str
    source: str
    texts: list[str]
    asked: list[tuple[str, str, str]]
    detail: str


@dataclass(frozen=True, slots=True)
class ShownProof:
    """What to put where. short: the record's name below the registrable domain, as most panels want it."""

    record: str
    short: str
    value: str
    address: str
    token: str
    look: Look | None


def shown_proof(domain: CompanyDomain) -> ShownProof:
    below = domain.host.removesuffix(domain.registrable).rstrip(".")
    return ShownProof(
        record=f"{LABEL}.{domain.host}",
        short=f"{LABEL}.{below}" if below else LABEL,
        value=PREFIX + domain.token,
        address=f"https://{domain.host}{PATH}",
        token=domain.token,
        look=look_of(domain.evidence),
    )


def look_of(evidence: dict[str, Any]) -> Look | None:
    if not evidence:
        return None
    reason = evidence["reason"]
    return Look(
        at=datetime.fromisoformat(evidence["at"]),
        fault=str(proof_fault(reason)) if reason else "",
        source=evidence["source"],
        texts=list(evidence["texts"]),
        asked=[(one["server"], one["address"], str(ANSWERS.get(one["answer"], ""))) for one in evidence["asked"]],
        detail=evidence["detail"],
    )


@dataclass(frozen=True, slots=True)
class Badge:
    """host: as it may be shown without deceiving anybody.  since: when the proof was last seen; None: by hand."""

    host: str
    seen_at: datetime | None
    is_missing: bool


def badge_of(company: Company) -> Badge:
    """Return a company's badge. One query, or none where the company came with its domain."""
    domain: CompanyDomain | None = getattr(company, "domain", None)
    return Badge(in_own_letters(company.host), domain.proved_at if domain else None, company.state == "GRACE")


def about_html(company: Company) -> str:
    """Return what a company says of itself as HTML; its links are its own, and search engines are told so."""
    return render(company.about).replace('rel="noopener"', 'rel="nofollow ugc noopener"')
