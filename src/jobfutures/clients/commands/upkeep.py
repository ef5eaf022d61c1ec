"""Tokens that ended are forgotten."""

from allauth.idp.oidc.models import Token
from django.tasks import task


@task
def prune_tokens() -> None:
    """Forget tokens that are not valid any more. Safe to repeat."""
    Token.objects.all().expired().delete()
