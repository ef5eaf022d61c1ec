"""A whole small site: the small content folder, its index, and one row of everything that an address can name."""

import hashlib
import json
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn
from allauth.usersessions.models import UserSession
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone
from django_ox.models import OxTask
from fido2.cose import ES256
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorAttestationResponse,
    AuthenticatorData,
    CollectedClientData,
    RegistrationResponse,
)

from jobfutures.accounts.models import SetupLink, User
from jobfutures.accounts.queries import digest_of
from jobfutures.accounts.tokens import make_token
from jobfutures.checks.tests import banked
from jobfutures.checks.tests import made as checks
from jobfutures.companies.tests import made as companies
from jobfutures.credentials import issuer
from jobfutures.credentials.tests import made as credentials
from jobfutures.exercises.tests import made as exercises
from jobfutures.guide.models import Question
from jobfutures.guide.packages import offered
from jobfutures.guide.tests.loaded import load
from jobfutures.guide.tests.made import content_folder
from jobfutures.jobs.commands.saved import ending_token, save_search
from jobfutures.jobs.tests import made as jobs
from jobfutures.jobs.tests.reading import delivery
from jobfutures.notices.commands.digests import ending_token as letters_token
from jobfutures.notices.mailbox import MailboxBackend, opened
from jobfutures.notices.models import BLANK, Letter, Notice
from jobfutures.operators.commands.openings import break_glass
from jobfutures.operators.models import Opening
from jobfutures.practice.commands.sittings import begin_sitting
from jobfutures.practice.commands.walkthroughs import begin_walkthrough
from jobfutures.predictions.models import Prediction
from jobfutures.predictions.tests import made as predictions
from jobfutures.profiles.tests import made as profiles
from jobfutures.reviews.commands.drafts import keep_comment
from jobfutures.reviews.models import Attempt as ReviewAttempt
from jobfutures.reviews.models import Review
from jobfutures.reviews.tests import made as reviews
from jobfutures.search.commands import choose_term, update_index
from jobfutures.sharing.tests import made as sharing
from jobfutures.support.commands.faq import load_faq
from jobfutures.support.commands.messages import answer_message, receive_message
from jobfutures.support.content import read_faq
from jobfutures.support.models import Kind, Message
from jobfutures.topics.commands.edition import begin_edition
from tests.made_hiring import hiring_rows, programs
from tests.people import NOON

SETUP_TOKEN = "the-token-of-the-set-up-link"
FLAGS = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT


@dataclass(frozen=True)
class Site:
    """Where to find the rows: each field is an argument of some address. Personal rows are ana's."""

    guide: str
    area: str
    question: str
    message: str
    letter: str
    notice: str
    letters_token: str
    session: str
    access_token: str
    passkey: str
    exercise: str
    attempt: str
    prediction: str
    answer: str
    review: str
    review_attempt: str
    sitting: str
    walkthrough: str
    check: str
    checked: str
    grant: str
    share_request: str
    received: str
    my_company: str
    my_company_share: str
    my_membership: str
    my_invitation: str
    received_application: str
    received_file: str
    my_bulk_close: str
    my_endpoint: str
    my_delivery: str
    my_client: str
    saved_search: str
    alerts_token: str
    job: str
    my_job: str
    internal_job: str
    my_draft: str
    my_application: str
    my_file: str
    my_kit: str
    own_interview: str
    company_application: str
    credential: str
    status_list: str
    issuer_key: str
    panel_interview: str
    panel_card: str
    deciding_application: str
    block: str
    profile_item: str
    person: str
    opening: str
    waiting_letter: str
    confirmation_key: str
    reset_uid: str
    reset_key: str
    dead_task: str
    dead_kind: str = "jobfutures.accounts.commands.prune_hits"
    setup_token: str = SETUP_TOKEN
    provider: str = "oidc"
    example: str = "1"
    card: str = "c1"
    role: str = "backend"
    level: str = "junior"
    check_bank: str = "1"
    copy: str = "1"
    api_problem: str = "missing-scope"
    api_room: str = "saved-searches"
    api_text: str = "authentication"
    check_item: str = "item-0"
    check_item_review: str = "1"
    company: str = "acme"
    profile_section: str = "work"
    job_slug: str = "backend-engineer-bookings"
    archive: str = next(iter(offered()))


def site(folder: Path, *, ana: User, olga: User) -> Site:
    """Fill the database, the index and the mailbox that the settings name. `folder` takes the content."""
    reviews.loaded()  # before the rest: they bring a vocabulary of their own, without roles
    content = content_folder(folder)
    predictions.write(content, *predictions.ALL)
    load(content, NOON)
    predictions.load_from(content)
    load_faq(entries=read_faq([content]), at=NOON)
    begin_edition(reason="content loaded", at=NOON, loaded="small")
    update_index()
    choose_term(by=olga, text="names", choice="SHOWN", at=NOON)
    SetupLink.objects.create(digest=digest_of(SETUP_TOKEN), made_at=timezone.now())
    session = UserSession.objects.create(user=ana, session_key="kept-elsewhere", ip="192.0.2.1", user_agent="Firefox/1")
    bank = checks.bank()
    acme = companies.company()
    companies.logo(acme)
    delivery(acme)
    checked = checks.taken(ana, bank)
    share = sharing.grant(ana, acme, [f"check.{checked.pk}.role", f"check.{checked.pk}.taken_on"])
    posting, draft = jobs.job(acme), jobs.draft(acme)
    credential = credentials.issued(ana, checked)
    pending = EmailAddress.objects.create(user=ana, email="ana.new@example.org", verified=False)
    return Site(
        guide="python",
        area="names",
        question="first-name",
        message=str(message(ana, olga).pk),
        letter=letter(),
        dead_task=str(dead_task().pk),
        notice=str(told(ana).pk),
        letters_token=letters_token(ana),
        session=str(session.pk),
        access_token=str(make_token(by=ana, name="A script", scopes=["read:jobs"], days=30, at=NOON)[0].pk),
        passkey=str(ways_in(ana).pk),
        exercise="till",
        prediction="two-names",
        answer=str(predictions.attempt(ana, Prediction.objects.get(pk="two-names")).pk),
        attempt=str(exercises.judged(exercises.attempt(ana)).pk),
        review="carrier-retry",
        review_attempt=str(reviewed(ana).pk),
        sitting=str(begin_sitting(by=ana, minutes=15, key=uuid4(), at=NOON).pk),
        walkthrough=str(begin_walkthrough(by=ana, title="A shop", at=NOON, key=uuid4()).pk),
        check_bank=str(bank.pk),
        check_item_review=str(banked.review("item-0").pk),
        checked=str(checked.pk),
        grant=str(share.pk),
        share_request=str(sharing.request(acme, olga, ana, ["check.role", "profile.name"], at=timezone.now()).pk),
        received=str(sharing.grant(olga, ana, ["profile.email"]).pk),
        my_company=acme.slug,
        my_company_share=str(share.pk),
        my_membership=str(companies.member(acme, ana, "OWNER").pk),
        my_invitation=str(companies.invitation(companies.company("other"), ana).pk),
        saved_search=str(save_search(by=ana, name="Names", query="q=names", alerts=True, at=NOON).pk),
        alerts_token=ending_token(ana),
        job=str(posting.pk),
        my_job=str(draft.pk),
        **hiring_rows(ana=ana, olga=olga, posting=posting, draft=draft),
        **programs(acme, ana),
        credential=str(credential.pk),
        status_list=str(credential.copies.get(number=1).status_list_id),
        issuer_key=issuer.keys(NOON).signing.kid,
        check=str(checks.begun(ana, bank, NOON + timedelta(days=30)).pk),
        block=str(profiles.block(ana).pk),
        profile_item=str(profiles.filled(ana).pk),
        person=str(ana.pk),
        opening=str(opened_by(olga, ana).pk),
        waiting_letter=str(tried_letter().pk),
        confirmation_key=EmailConfirmationHMAC.create(pending).key,
        reset_uid=user_pk_to_url_str(ana),
        reset_key=default_token_generator.make_token(ana),
    )


def dead_task() -> OxTask:
    """Return a task that failed for good. What it says of its error is not for any page."""
    error = {"exception_class_path": "builtins.ValueError", "traceback": "ValueError: ana@example.org"}
    return OxTask.objects.create(
        task_path="jobfutures.accounts.commands.prune_hits", backend_name="default", status="FAILED", attempts=8,
        errors=[error], args=["ana@example.org"], enqueued_at=NOON, finished_at=NOON,
    )  # fmt: skip


def reviewed(ana: User) -> ReviewAttempt:
    """Return a review that ana finished; she has begun it again since."""
    change = Review.objects.get(pk="carrier-retry")
    finished = reviews.attempt(ana, change, reviews.said(reviews.TWICE), reviews.said(reviews.ON_FINE))
    keep_comment(by=ana, review=change, comment=reviews.drafted(reviews.OWNER), at=NOON)
    return finished


def message(ana: User, olga: User) -> Message:
    """Return a report that ana sent and olga answered."""
    received = receive_message(
        by=ana, kind=Kind.WRONG_ANSWER, email=ana.email, text="Two names, not one.", quote="A name", about="Names",
        question=Question.objects.get(pk="first-name"), form_key=uuid4(), at=NOON,
    )  # fmt: skip
    answer_message(by=olga, message=received, text="Thank you.", at=NOON)
    return received


def told(person: User) -> Notice:
    """Return a notice that somebody has not read."""
    return Notice.objects.create(person=person, subject="a posting was closed", path="/jobs/", at=timezone.now())


def opened_by(operator: User, person: User) -> Opening:
    """Break the glass before a person's profile."""
    reason = "They asked us why their profile does not open."
    return break_glass(by=operator, person=person, part="profiles", reason=reason, at=timezone.now())


def tried_letter() -> Letter:
    """Return a letter that was tried and is not sent."""
    return Letter.objects.create(**BLANK | {"addresses": {"to": ["gone@example.org"]}}, queued_at=NOON, attempts=3)


def letter() -> str:
    """Put a letter into the local mailbox; return its key."""
    folder = settings.MAILERS["delivery"]["OPTIONS"]["folder"]
    kept = EmailMessage("Confirm <your> address", "Open http://testserver/ to confirm.", to=["ana@example.org"])
    MailboxBackend(folder=folder).send_messages([kept])
    return next(iter(opened(Path(folder)).keys()))


def ways_in(person: User) -> Authenticator:
    """Give a person a passkey, an authenticator app and recovery codes; return the passkey."""
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    found: Authenticator = WebAuthn.add(person, "Laptop", new_passkey()).instance
    return found


def new_passkey() -> dict[str, Any]:
    """Return what a browser says after it made a passkey."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    credential = AttestedCredentialData.create(b"\0" * 16, b"a passkey of ana", key)
    where = hashlib.sha256(b"testserver").digest()
    attestation = AttestationObject.create("none", AuthenticatorData.create(where, FLAGS, 0, credential), {})
    client = CollectedClientData.create(type="webauthn.create", challenge=b"challenge", origin="http://testserver")
    response = AuthenticatorAttestationResponse(client_data=client, attestation_object=attestation)
    said = dict(RegistrationResponse(raw_id=credential.credential_id, response=response))
    return {**json.loads(json.dumps(said)), "clientExtensionResults": {"credProps": {"rk": True}}}
