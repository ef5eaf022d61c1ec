from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress

from jobfutures.accounts.commands import CannotSetUp, create_operator, new_setup_link, use_setup_link
from jobfutures.accounts.models import SetupLink, User
from jobfutures.accounts.queries import is_open_setup_link
from jobfutures.accounts.tests.made import sign_in
from tests.people import NOON

pytestmark = pytest.mark.django_db

PERSON = {"email": "Olga@Example.org", "password": "violet tractor 71", "at": NOON}


def test_the_link_makes_one_operator_who_can_sign_in(client):
    token = new_setup_link(at=NOON)

    operator = use_setup_link(token=token, **PERSON)

    assert operator.is_operator
    assert operator.date_joined == NOON
    assert EmailAddress.objects.get(user=operator).verified
    assert sign_in(client, operator, PERSON["password"]).headers["Location"] == "/account/"
    assert not is_open_setup_link(token, NOON)
    with pytest.raises(CannotSetUp, match="opens nothing any more"):
        use_setup_link(token=token, **{**PERSON, "email": "other@example.org"})


def test_only_the_hash_of_the_token_is_stored():
    token = new_setup_link(at=NOON)

    assert len(token) >= 40
    assert token not in str(list(SetupLink.objects.values()))


def test_a_new_link_replaces_the_old():
    old, new = new_setup_link(at=NOON), new_setup_link(at=NOON)

    assert not is_open_setup_link(old, NOON)
    assert is_open_setup_link(new, NOON)
    assert SetupLink.objects.count() == 1


def test_a_link_is_open_for_a_day():
    token = new_setup_link(at=NOON)
    later = NOON + timedelta(days=1)

    assert is_open_setup_link(token, later - timedelta(seconds=1))
    assert not is_open_setup_link(token, later)
    with pytest.raises(CannotSetUp):
        use_setup_link(token=token, **{**PERSON, "at": later})


@pytest.mark.parametrize("token", ["", "wrong", "x" * 500, "\x00"])
def test_a_wrong_token_opens_nothing(token):
    new_setup_link(at=NOON)

    assert not is_open_setup_link(token, NOON)
    with pytest.raises(CannotSetUp):
        use_setup_link(token=token, **PERSON)


def test_where_there_is_an_operator_no_link_helps(olga):
    SetupLink.objects.create(digest="0" * 64, made_at=NOON)

    with pytest.raises(CannotSetUp, match="has an operator already"):
        new_setup_link(at=NOON)


def test_a_link_made_before_somebody_else_became_operator_is_dead():
    token = new_setup_link(at=NOON)
    create_operator(**PERSON)

    with pytest.raises(CannotSetUp):
        use_setup_link(token=token, **{**PERSON, "email": "other@example.org"})


@pytest.mark.parametrize(
    ("email", "password", "said"),
    [
        ("not an address", "violet tractor 71", "valid email address"),
        ("olga@example.org", "short", "at least 10 characters"),
        ("ana@example.org", "violet tractor 71", "has an account here already"),
    ],
)
def test_what_cannot_be_used_is_refused_and_the_link_stays_good(ana, email, password, said):
    token = new_setup_link(at=NOON)

    with pytest.raises(CannotSetUp, match=said):
        use_setup_link(token=token, email=email, password=password, at=NOON)

    assert is_open_setup_link(token, NOON)
    assert not User.objects.filter(is_operator=True).exists()
