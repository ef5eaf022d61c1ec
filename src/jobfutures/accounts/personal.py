"""What accounts and allauth hold about a person."""

from datetime import datetime
from importlib import import_module

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings

from jobfutures.accounts.models import AccessToken, User


def export(person: User) -> dict[str, object]:
    """Return the account without what opens it: no password, key, seed or session key leaves."""
    addresses = EmailAddress.objects.filter(user=person).order_by("pk").values("email", "verified", "primary")
    sessions = UserSession.objects.filter(user=person).order_by("pk")
    authenticators = Authenticator.objects.filter(user=person).order_by("pk")
    providers = SocialAccount.objects.filter(user=person).order_by("pk")
    account = {
        "id": person.pk,
        "email": person.email,
        "joined_at": person.date_joined,
        "last_login_at": person.last_login,
        "is_operator": person.is_operator,
        "has_password": person.has_usable_password(),
        "addresses": list(addresses),
        "sessions": list(sessions.values("created_at", "last_seen_at", "ip", "user_agent")),
        "authenticators": [
            {"kind": one.type, "name": str(one), "created_at": one.created_at, "last_used_at": one.last_used_at}
            for one in authenticators
        ],
        "access_tokens": list(
            AccessToken.objects.filter(owner=person)
            .order_by("pk")
            .values("name", "start", "scopes", "made_at", "expires_at", "last_used_on", "revoked_at")
        ),
        "providers": list(providers.values("provider", "uid", "date_joined", "last_login", "extra_data")),
    }
    return {"account.json": account}


def erase(person: User, at: datetime) -> None:
    """Sign the person out everywhere and forget how they came in. The account itself goes last: `delete_account`."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    for key in UserSession.objects.filter(user=person).values_list("session_key", flat=True):
        store.delete(key)
    for model in (UserSession, EmailAddress, Authenticator, SocialAccount):
        model.objects.filter(user=person).delete()
    AccessToken.objects.filter(owner=person).delete()
