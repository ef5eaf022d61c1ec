"""What owners do to grants, and companies to requests. Values are not known here: see `disclosure`."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company, MemberRole
from jobfutures.companies.queries import recruiters_of, role_in
from jobfutures.companies.rules import may_ask
from jobfutures.kit.offers import Value
from jobfutures.ledger.commands import record
from jobfutures.notices.writing import write
from jobfutures.sharing import rules
from jobfutures.sharing.announcing import announce_share
from jobfutures.sharing.choices import CannotShare, Choice, check_choice
from jobfutures.sharing.models import Grant, Receipt, Request, RequestQuerySet

SENDERS = {MemberRole.OWNER, MemberRole.RECRUITER}


class CannotAct(Exception):
    """The grant or request does not allow it now. allowed: what its owner could do instead."""

    def __init__(self, sentence: str, allowed: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.allowed = allowed


@transaction.atomic
def open_grant(
    *, by: User, choice: Choice, preview: str, frozen: Mapping[str, Value] | None, request: Request | None,
    key: UUID, at: datetime,
) -> Grant:  # fmt: skip
    """Store a grant whose preview its owner has seen. A form sent twice gives the same grant. Raises CannotShare."""
    check_choice(choice)
    if choice.company and not may_ask(choice.company.state):
        raise CannotShare(_("This company is not verified at the moment, so nothing can be shared with it."))
    if request and not Request.objects.visible_to(by).waiting(at).filter(pk=request.pk).update(answered_at=at):
        return answered_before(by, key)
    facts = columns_of(choice, at) | {"request": request, "frozen": frozen, "preview": preview}
    grant, is_new = Grant.objects.get_or_create(owner=by, key=key, defaults=facts)
    if is_new:
        record(
            by=by,
            kind="sharing.given",
            subject=grant.ledger_subject(),
            at=at,
            fields=sorted(rules.kinds_of(grant.fields)),
        )
        tell_readers(grant)
        announce_share(grant, "share.granted", at)
    return grant


def columns_of(choice: Choice, at: datetime) -> dict[str, object]:
    """Return the columns of a grant that its owner chose, and its times."""
    return {
        "company": choice.company,
        "reader_email": choice.email,
        "fields": rules.in_order(choice.fields),
        "purpose": choice.purpose,
        "roles": sorted(choice.roles) if choice.company else [],
        "mode": choice.mode,
        "max_reads": choice.max_reads,
        "given_at": at,
        "confirmed_at": at,
        "expires_at": choice.expires_at(at),
        "notice": rules.NOTICE,
    }


def answered_before(by: User, key: UUID) -> Grant:
    """Return what the same form gave before. Raises CannotShare where the request was answered otherwise."""
    grant = Grant.objects.visible_to(by).filter(key=key).first()
    if grant is None:
        raise CannotShare(_("This request was answered already, or is older than 14 days. Share without it instead."))
    return grant


def tell_readers(grant: Grant) -> None:
    """Tell by mail that something was shared; the letter says neither what nor by whom."""
    readers = [one.email for one in recruiters_of(grant.company)] if grant.company else [grant.reader_email]
    path = f"/hire/{grant.company.slug}/shared/" if grant.company else "/shared/"
    for email in readers:
        write(email, _("something was shared with you"), "sharing/mail/shared.txt", path=path)


def locked(by: User, grant: Grant) -> Grant:
    """Lock one of the owner's grants, its company with it. Raises PermissionDenied for anybody else's."""
    found = Grant.objects.visible_to(by).select_for_update().filter(pk=grant.pk).first()
    if found is None:
        raise PermissionDenied
    return found


def check_act(grant: Grant, act: str, at: datetime) -> None:
    state = grant.state(at)
    if act not in rules.ACTS[state]:
        sentence = _("This was not possible: what you shared is %(state)s.") % {"state": state.lower()}
        raise CannotAct(sentence, rules.ACTS[state])


@transaction.atomic
def revoke_grant(*, by: User, grant: Grant, at: datetime) -> None:
    """End a grant; it opens nothing from the next request on. Raises CannotAct where it has ended already."""
    found = locked(by, grant)
    check_act(found, "revoke", at)
    looked = found.receipts.aggregate(last=Max("at"))["last"]
    ended = max(at, looked) if looked else at  # a look that held the lock came first, whichever clock was read first
    Grant.objects.filter(pk=found.pk).update(revoked_at=ended, frozen=None)
    record(by=by, kind="sharing.revoked", subject=found.ledger_subject(), at=ended)
    announce_share(found, "share.revoked", at)


@transaction.atomic
def narrow_grant(*, by: User, grant: Grant, fields: Collection[str], at: datetime) -> None:
    """Keep some of the fields. Raises CannotAct; CannotShare where a field is added, none is left, or a level would
    stand alone."""
    found = locked(by, grant)
    check_act(found, "narrow", at)
    kept = [name for name in found.fields if name in fields]
    if not kept or set(fields) - set(found.fields):
        raise CannotShare(_("Narrowing only takes away, and leaves something. To end it, revoke it."))
    if rules.missing_beside(kept):
        raise CannotShare(_("A level stays only together with its role and its date."))
    gone = [name for name in found.fields if name not in kept]
    frozen = {name: value for name, value in found.frozen.items() if name in kept} if found.frozen else found.frozen
    Grant.objects.filter(pk=found.pk).update(fields=kept, frozen=frozen)
    if gone:
        record(
            by=by, kind="sharing.narrowed", subject=found.ledger_subject(), at=at, fields=sorted(rules.kinds_of(gone))
        )
        announce_share(found, "share.narrowed", at)


@transaction.atomic
def confirm_grant(*, by: User, grant: Grant, at: datetime) -> None:
    """Let a company that was cut off read again, once it is in good standing. Raises CannotAct."""
    found = locked(by, grant)
    check_act(found, "confirm", at)
    if not found.standing().company_reads:
        raise CannotAct(_("The company is not verified at the moment; there is nothing to confirm yet."), ("revoke",))
    Grant.objects.filter(pk=found.pk).update(confirmed_at=at)
    record(by=by, kind="sharing.confirmed", subject=found.ledger_subject(), at=at)


@transaction.atomic
def store_request(
    *, by: User, company: Company, email: str, fields: Collection[str], purpose: str, message: str, key: UUID,
    at: datetime, among: RequestQuerySet | None = None,
) -> Request:  # fmt: skip
    """Ask for fields. What happens next is the same whoever has the address. Raises CannotAct.

    email: empty for somebody whom the company knows by what they sent; `among`: then, what it asked of them before.
    """
    if role_in(company, by) not in SENDERS or not may_ask(company.state):
        raise CannotAct(_("Only owners and recruiters of a verified company ask for something."))
    of_company = Request.objects.of_company(company)
    rows = of_company.filter(email=email) if among is None else among
    if known := rows.filter(key=key).first():
        return known
    if rows.filter(at__gt=at - rules.REQUEST_KEPT).count() >= rules.MOST_REQUESTS:
        raise CannotAct(_("They were asked twice within 14 days. Wait for an answer, or for the time to pass."))
    facts = {"by": by, "email": email, "fields": list(fields), "purpose": purpose, "message": message, "at": at}
    request, is_new = Request.objects.get_or_create(company=company, key=key, defaults=facts)
    if is_new:
        record(by=by, kind="sharing.requested", subject=request.ledger_subject(), at=at, fields=fields)
    return request


@transaction.atomic
def bring_to(*, request: Request, candidate: User) -> None:
    """Let somebody see a request, and tell them by mail that there is one."""
    if Request.objects.filter(pk=request.pk, candidate=None).update(candidate=candidate):
        write(candidate.email, _("a company asks you for something"), "sharing/mail/requested.txt")


@transaction.atomic
def dismiss_request(*, by: User, request: Request, at: datetime) -> None:
    """Answer no. The company is told nothing and sees what it saw before."""
    if not Request.objects.visible_to(by).waiting(at).filter(pk=request.pk).update(answered_at=at):
        raise CannotAct(_("This request was answered already, or has run out."))
    record(by=by, kind="sharing.dismissed", subject=request.ledger_subject(), at=at)


@transaction.atomic
def settle_requests(*, requests: RequestQuerySet, until: datetime | None, at: datetime) -> None:
    """Bring what was asked for one end to its own: open requests close without a word, and what was given for them ends
    at `until` at the latest, at once for None. It only ever shortens.
    """
    requests.filter(answered_at=None).update(answered_at=at)
    for grant in Grant.objects.filter(request__in=requests.values("pk")).select_for_update():
        if until is None and "revoke" in rules.ACTS[grant.state(at)]:
            revoke_grant(by=grant.owner, grant=grant, at=at)
        elif until is not None and until < grant.expires_at:
            Grant.objects.filter(pk=grant.pk).update(expires_at=until)
            record(by=None, kind="sharing.limited", subject=grant.ledger_subject(), at=at)


def write_receipt(
    *, grant: Grant, viewer: User, role: str, fields: Collection[str], request_id: str, at: datetime
) -> Receipt:
    """Note one look. The caller holds the grant's lock and is about to show these fields."""
    if grant.max_reads is not None:
        Grant.objects.filter(pk=grant.pk).update(reads=grant.reads + 1)
    return Receipt.objects.create(
        grant=grant, viewer=viewer, role=role, fields=list(fields), request_id=request_id, at=at
    )
