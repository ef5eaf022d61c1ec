"""Tokens for the API, on the page where their owner makes them."""

import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from jobfutures.accounts.commands import delete_account
from jobfutures.accounts.models import AccessToken, User
from jobfutures.accounts.queries import export_archive
from jobfutures.accounts.tokens import CannotMakeToken, make_token
from tests.access import client_of

pytestmark = pytest.mark.django_db
PAGE = "/account/tokens/"
FORM = {"name": "A script", "days": "30", "scopes": ["read:jobs", "write:jobs"]}


def test_a_token_is_shown_once_told_of_by_mail_and_revoked(ana: User, ben: User) -> None:
    client = client_of(ana)
    made = client.post(PAGE, FORM)
    token = AccessToken.objects.get()

    assert made.status_code == 200
    secret = made.text.partition(token.start)[2][:100].partition("<")[0]
    assert len(token.start + secret) == 47
    assert token.digest not in made.text
    assert (token.owner, token.scopes) == (ana, ["read:jobs", "write:jobs"])
    assert token.expires_at - token.made_at == timedelta(days=30)
    listed = client.get(PAGE).text
    assert token.start in listed
    assert secret not in listed
    (letter,) = mail.outbox
    assert letter.to == [ana.email]
    assert token.start in letter.body
    assert secret not in letter.body
    assert client_of(ben).post(f"{PAGE}{token.pk}/revocation/").status_code == 404
    client.post(f"{PAGE}{token.pk}/revocation/")
    assert AccessToken.objects.get().revoked_at is not None


def test_the_page_asks_who_it_is_and_says_what_is_missing(ana: User) -> None:
    only_signed_in = Client()
    only_signed_in.force_login(ana)
    assert only_signed_in.get(PAGE)["Location"].startswith("/account/reauthenticate/")
    refused = client_of(ana).post(PAGE, {"name": "A script", "days": "400"})
    assert refused.status_code == 422
    assert "Choose at least one thing" in refused.text
    assert not AccessToken.objects.exists()


def test_no_token_lives_for_ever_and_nobody_has_too_many(ana: User) -> None:
    at = timezone.now()
    for days in (0, 366):
        with pytest.raises(CannotMakeToken, match="1 to 365 days"):
            make_token(by=ana, name="x", scopes=["read:jobs"], days=days, at=at)
    with pytest.raises(CannotMakeToken, match="at least one thing"):
        make_token(by=ana, name="x", scopes=["read:everything"], days=1, at=at)
    for _ in range(20):
        make_token(by=ana, name="x", scopes=["read:jobs"], days=1, at=at)
    with pytest.raises(CannotMakeToken, match="20 tokens"):
        make_token(by=ana, name="x", scopes=["read:jobs"], days=1, at=at)


def test_tokens_are_in_the_export_without_what_opens_and_go_with_the_account(ana: User, olga: User) -> None:
    made, secret = make_token(by=ana, name="A script", scopes=["read:jobs"], days=1, at=timezone.now())
    with ZipFile(BytesIO(export_archive(ana, timezone.now()))) as archive:
        text = archive.read("account.json").decode()

    assert json.loads(text)["access_tokens"][0]["name"] == "A script"
    assert secret not in text
    assert made.digest not in text
    delete_account(by=ana, at=timezone.now())
    assert not AccessToken.objects.exists()
