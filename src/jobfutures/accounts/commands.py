"""What is done to accounts by our own pages; signing up, in and out is allauth's."""

import secrets
from datetime import datetime
from importlib import import_module

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext as _

from jobfutures.accounts import erasures
from jobfutures.accounts.models import Hit, SetupLink, User
from jobfutures.accounts.queries import digest_of, has_operator
from jobfutures.kit.rooms import modules


class CannotDelete(Exception):
    """The account stays; the message is written for the person."""


class CannotFree(Exception):
    """The address belongs to somebody else; the message is written for the person."""


class CannotSetUp(Exception):
    """No operator was made; the message is written for the person who sets the instance up."""


@transaction.atomic
def delete_account(*, by: User, at: datetime) -> None:
    """Erase everything that any room holds about `by`, then the account. Nothing brings it back.

    Raises CannotDelete for the only operator: the instance would be left without one.
    """
    operators = list(User.objects.select_for_update().filter(is_operator=True, is_active=True))
    if operators == [by]:
        raise CannotDelete(
            _("You are the only operator here. Nothing was deleted; make somebody else an operator first.")
        )
    erase_everywhere(by, at)


def erase_everywhere(person: User, at: datetime) -> None:
    """Ask all rooms, from the highest floor down, to forget the person, then delete the account."""
    for _room, personal in reversed(modules("personal")):
        personal.erase(person, at)
    erasures.note(person, at)
    transaction.on_commit(erasures.write_out)
    person.delete()


def replay_erasures(*, at: datetime) -> int:
    """Erase again whoever a restored backup has brought back; return how many they were."""

    def again(person: User) -> None:
        with transaction.atomic():
            erase_everywhere(person, at)

    return erasures.replay(again)


@transaction.atomic
def free_address(*, email: str, person: User, at: datetime) -> None:
    """Let `person`, who has just proved that the address is theirs, have it: an account that never confirmed it goes.

    Raises CannotFree where another account confirmed it, or an operator's account stands under it.
    """
    other = User.objects.filter(email=email).exclude(pk=person.pk).first()
    if other is None:
        return
    if other.is_operator or EmailAddress.objects.filter(user=other, verified=True).exists():
        raise CannotFree(
            _("This address belongs to another account. Nothing was changed; your old address still holds.")
        )
    erase_everywhere(other, at)


@transaction.atomic
def end_session(*, by: User, session: UserSession) -> None:
    """Sign one of one's own devices out."""
    import_module(settings.SESSION_ENGINE).SessionStore().delete(session.session_key)
    UserSession.objects.filter(pk=session.pk, user=by).delete()


@transaction.atomic
def create_operator(*, email: str, password: str, at: datetime) -> User:
    """Make a person with a confirmed address who runs this instance.

    Raises CannotSetUp for an address or a password that cannot be used.
    """
    address = email.strip().lower()
    try:
        validate_email(address)
        validate_password(password, User(email=address))
    except ValidationError as wrong:
        raise CannotSetUp(" ".join(wrong.messages)) from None
    if User.objects.filter(email=address).exists():
        raise CannotSetUp(_("This address has an account here already. Choose another address for the operator."))
    operator = User.objects.create_user(address, password, is_operator=True, date_joined=at)
    EmailAddress.objects.create(user=operator, email=address, verified=True, primary=True)
    return operator


@transaction.atomic
def new_setup_link(*, at: datetime) -> str:
    """Return the token of a fresh link, good for one operator within a day; every earlier link is dead from now on.

    Raises CannotSetUp where there is an operator.
    """
    if has_operator():
        raise CannotSetUp(_("This instance has an operator already. Sign in as the operator instead."))
    token = secrets.token_urlsafe(32)
    SetupLink.objects.all().delete()
    SetupLink.objects.create(digest=digest_of(token), made_at=at)
    return token


@transaction.atomic
def use_setup_link(*, token: str, email: str, password: str, at: datetime) -> User:
    """Make the first operator, and spend the link. A refused address or password leaves the link as it was.

    Raises CannotSetUp, where the link is wrong, used or too old, or an operator exists, too.
    """
    link = SetupLink.objects.select_for_update().open_at(at).filter(digest=digest_of(token)).first()
    if link is None or has_operator():
        raise CannotSetUp(
            _("This link opens nothing any more. Start the server again: it prints a new one if one is needed.")
        )
    operator = create_operator(email=email, password=password, at=at)
    link.delete()
    return operator


@task
def prune_hits() -> None:
    """Forget the counts that no limit looks at any more. Safe to repeat."""
    Hit.objects.all().out_of_view(timezone.now()).delete()
