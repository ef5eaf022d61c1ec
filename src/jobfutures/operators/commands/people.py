"""What an operator does with an account without looking into it. Every act stands in the ledger, and is told."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from importlib import import_module

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from jobfutures.accounts.commands import erase_everywhere
from jobfutures.accounts.models import User
from jobfutures.ledger.commands import record
from jobfutures.notices.writing import write
from jobfutures.operators.commands.openings import subject_of


class CannotAct(Exception):
    """The account is as it was; the message is written for the operator."""


def operators_act[**P](act: Callable[P, None]) -> Callable[P, None]:
    """Refuse anybody but an operator, in the transaction of the act."""

    @wraps(act)
    @transaction.atomic
    def checked(*args: P.args, **kwargs: P.kwargs) -> None:
        by = kwargs["by"]
        if not isinstance(by, User) or not by.is_operator or not by.is_active:
            raise CannotAct(_("Only operators can do this. Nothing was changed."))
        act(*args, **kwargs)

    return checked


def refuse_for_operators(by: User, person: User) -> None:
    if person == by:
        raise CannotAct(_("This is your own account: use its own page. Nothing was changed."))
    if person.is_operator:
        raise CannotAct(_("This is an operator's account: take that role away first. Nothing was changed."))


@operators_act
def end_sessions(*, by: User, person: User, at: datetime) -> None:
    """Sign a person out on every device."""
    sign_out(person)
    record(by=by, kind="operators.sessions_ended", subject=subject_of(person), at=at)


def sign_out(person: User) -> None:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    for key in UserSession.objects.filter(user=person).values_list("session_key", flat=True):
        store.delete(key)
    UserSession.objects.filter(user=person).delete()


@operators_act
def send_reset_link(*, by: User, person: User, at: datetime) -> None:
    """Send the person a link with which they choose a new password; the operator does not see it."""
    if not person.is_active:
        raise CannotAct(_("This account is closed: open it again first. No letter was sent."))
    key = default_token_generator.make_token(person)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])
    write(person.email, _("choose a new password"), "operators/mail/reset.txt", path=path)
    record(by=by, kind="operators.reset_link_sent", subject=subject_of(person), at=at)


@operators_act
def hand_over_export(*, by: User, person: User, at: datetime) -> None:
    """Show the person the way to all that this site holds about them. It is made for them alone, after they signed in:
    an operator never holds it.
    """
    path = reverse("accounts:export")
    write(person.email, _("your data, to take along"), "operators/mail/export.txt", path=path)
    record(by=by, kind="operators.export_offered", subject=subject_of(person), at=at)


@operators_act
def deactivate(*, by: User, person: User, at: datetime) -> None:
    """Close an account for now: nobody signs in to it, and everything in it stays. Raises CannotAct."""
    refuse_for_operators(by, person)
    if User.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
        sign_out(person)
        write(
            person.email,
            _("your account is closed for now"),
            "operators/mail/closed.txt",
            path=reverse("support:contact"),
        )
        record(by=by, kind="operators.deactivated", subject=subject_of(person), at=at)


@operators_act
def reactivate(*, by: User, person: User, at: datetime) -> None:
    if User.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
        path = reverse("account_login")
        write(person.email, _("your account is open again"), "operators/mail/open_again.txt", path=path)
        record(by=by, kind="operators.reactivated", subject=subject_of(person), at=at)


@operators_act
def erase_person(*, by: User, person: User, address: str, at: datetime) -> None:
    """Erase an account and everything in it, for good. address: that of the account, typed again. Raises CannotAct."""
    refuse_for_operators(by, person)
    if address.strip().lower() != person.email:
        raise CannotAct(_("This is not the address of the account. Nothing was erased."))
    email, subject = person.email, subject_of(person)
    record(by=by, kind="operators.erased", subject=subject, at=at)
    erase_everywhere(person, at)
    write(email, _("your account was erased"), "operators/mail/erased.txt")
