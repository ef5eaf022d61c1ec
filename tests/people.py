"""The cast of the tests: the same few people everywhere, so that a test reads as a story."""

from datetime import UTC, datetime

from jobfutures.accounts.models import User

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PASSWORD = "a long enough password"


def person(name: str, *, is_operator: bool = False) -> User:
    """Make a person with a confirmed address."""
    from allauth.account.models import EmailAddress

    user = User.objects.create_user(f"{name}@example.org", PASSWORD, is_operator=is_operator)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
