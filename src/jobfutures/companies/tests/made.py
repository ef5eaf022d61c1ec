"""Companies for tests."""

import io
from datetime import timedelta

from PIL import Image

from jobfutures.accounts.models import User
from jobfutures.companies.logos import made_anew
from jobfutures.companies.models import Company, CompanyDomain, Invitation, Logo, Membership
from jobfutures.companies.proof.reading import Reading
from tests.people import NOON


def company(slug: str = "acme", *, state: str = "VERIFIED", owner: User | None = None) -> Company:
    """Make a company, verified if nothing else is said, with an owner if one is named."""
    made = Company.objects.create(
        slug=slug, name=slug.capitalize(), host=f"{slug}.example", state=state, state_at=NOON, made_at=NOON
    )
    if owner:
        member(made, owner, "OWNER")
    return made


def member(of: Company, who: User, role: str = "RECRUITER") -> Membership:
    return Membership.objects.create(company=of, person=who, role=role, added_at=NOON)


def invitation(of: Company, who: User, role: str = "RECRUITER") -> Invitation:
    return Invitation.objects.create(company=of, email=who.email, role=role, made_at=NOON)


PROVED_STATES = {"IN_REVIEW": "PROVED", "VERIFIED": "PROVED", "SUSPENDED": "PROVED", "GRACE": "GRACE", "LAPSED": "LOST"}


def domain(of: Company, *, method: str = "DNS") -> CompanyDomain:
    """Make the proof of a company as it is in the company's state."""
    state = PROVED_STATES.get(of.state, "PENDING")
    seen = None if state == "PENDING" else NOON
    return CompanyDomain.objects.create(
        company=of, host=of.host, registrable=of.host, method=method, token=f"tokenOf{of.slug}", state=state,
        token_expires_at=NOON + timedelta(days=14), proved_at=seen, last_checked_at=seen,
    )  # fmt: skip


def picture(size: tuple[int, int] = (40, 20), kind: str = "PNG", **options: object) -> bytes:
    """Return a picture file."""
    written = io.BytesIO()
    Image.new("RGB", size, "#2255aa").save(written, kind, **options)
    return written.getvalue()


def logo(of: Company) -> Logo:
    made = made_anew(picture())
    return Logo.objects.create(
        company=of, image=made.image, width=made.width, height=made.height, digest=made.digest, at=NOON
    )


def found(_domain: CompanyDomain) -> Reading:
    """A look that finds the token."""
    return Reading("authoritative", "", ("jf-verify=it",))


def missing(_domain: CompanyDomain) -> Reading:
    return Reading("authoritative", "missing")
