"""What of a profile can be shared, taken along, and forgotten."""

import json
from typing import Any

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.test import Client

from jobfutures.accounts.models import User
from jobfutures.profiles import personal
from jobfutures.profiles.commands.profiles import change_profile
from jobfutures.profiles.lists import MODELS
from jobfutures.profiles.models import BlockRule, Evidence, Parcel, Profile
from jobfutures.profiles.shareable import FIELDS, offers, values
from jobfutures.profiles.tests.documents import ANA
from jobfutures.profiles.tests.made import block, filled
from tests.people import NOON

CANARY = "canary-5b1f"


@pytest.fixture
def full(ana: User) -> User:
    """Ana with a full profile, and a canary in all that is told to nobody."""
    filled(ana)
    block(ana)
    wishes: dict[str, Any] = {
        "search_state": "LOOKING", "pay_floor": 123_454_321, "pay_currency": "EUR", "pay_period": "YEAR",
        "work_auth": [{"country": "DE", "status": "CITIZEN"}], "timezone": "Europe/Berlin",
    }  # fmt: skip
    change_profile(by=ana, said=wishes, at=NOON)
    BlockRule.objects.create(owner=ana, kind="COMPANY", value=CANARY, made_at=NOON)
    return ana


def test_every_field_of_a_full_profile_is_offered_and_has_its_value(full: User) -> None:
    found = values(full, FIELDS.keys())

    assert [one.name for one in offers(full)] == list(FIELDS) == list(found)
    assert found["profile.name"] == [{"title": "Ana Núñez"}]
    assert found["profile.location"] == [{"title": "Berlin, Germany", "meta": "Europe/Berlin"}]
    assert found["profile.work_auth"] == [{"title": "Germany", "meta": "Citizen"}]
    assert found["profile.links"] == [
        {"title": "https://ana.example", "link": "https://ana.example"},
        {"title": "GitHub", "link": "https://code.example/ana", "meta": "ana"},
        {"title": "Elsewhere", "meta": "ana2"},
    ]
    first = found["profile.work"][0]
    assert first["title"] == "Senior developer, Till & Sons"
    assert first["text"] == "Payments.\n\n• Cut queries by 40 %\n• Led a move to PostgreSQL"
    assert first["link"] == "https://till.example"
    assert json.loads(json.dumps(found)) == found, "JSON alone"


def test_only_what_is_asked_for_is_read_and_only_what_is_ours(full: User) -> None:
    assert list(values(full, ["profile.phone", "check.1.level", "profile.search_state"])) == ["profile.phone"]
    assert values(full, []) == {}


def test_whoever_said_nothing_has_nothing_to_share_and_a_name_brings_the_address_of_the_account(ben: User) -> None:
    assert offers(ben) == []
    assert values(ben, FIELDS.keys()) == {}
    change_profile(by=ben, said={"name": "Ben"}, at=NOON)

    assert [one.name for one in offers(ben)] == ["profile.name", "profile.email"]
    assert values(ben, ["profile.email", "profile.phone"]) == {"profile.email": [{"title": "ben@example.org"}]}


def test_what_is_told_to_nobody_is_in_no_value_no_resume_and_no_pdf(full: User, at_home: Client) -> None:
    told = json.dumps(values(full, FIELDS.keys())) + at_home.get("/profile/resume.json").text

    for secret in (CANARY, "blocked.example", "123454321", "1234543", "LOOKING"):
        assert secret not in told


def test_everything_is_taken_along_and_nothing_is_left_behind(full: User) -> None:
    found = personal.export(full)

    assert found["resume.json"] == ANA
    text = json.dumps(found["profile.json"], cls=DjangoJSONEncoder)
    for part in (CANARY, "123454321", "LOOKING", "Ana N.", "Till & Sons", "Woodwork", '"lead": true'):
        assert part in text
    personal.erase(full, NOON)
    rows = (Profile, BlockRule, Evidence, Parcel, *MODELS.values())
    assert [model.__name__ for model in rows if model._default_manager.exists()] == []


def test_no_row_says_anything_of_a_person_in_a_log(full: User) -> None:
    rows = (Profile, BlockRule, Parcel, *MODELS.values())

    assert all(str(row) == str(row.pk) for model in rows for row in model._default_manager.all())
