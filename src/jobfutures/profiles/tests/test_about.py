"""/profile/, /profile/about/ and /profile/wishes/: what is said, what is refused, and who sees it."""

from typing import Any

import pytest
from django.test import Client

from jobfutures.accounts.models import User
from jobfutures.ledger.models import Entry
from jobfutures.profiles.commands.profiles import change_profile
from jobfutures.profiles.models import Profile
from jobfutures.profiles.tests.made import filled, taken
from tests.people import NOON

ABOUT, WISHES = "/profile/about/", "/profile/wishes/"
LOOKING = {"search_state": "LOOKING"}


def stored(person: User) -> Profile:
    return Profile.objects.visible_to(person).get()


def test_an_empty_profile_says_where_to_begin_and_who_sees_it(at_home: Client) -> None:
    page = at_home.get("/profile/").text

    assert "There is nothing here yet" in page
    assert "Nobody sees any of this but you" in page
    assert 'href="/sharing/"' in page
    assert not Profile.objects.exists(), "looking writes nothing"


def test_what_somebody_says_stands_on_their_overview(at_home: Client, ana: User) -> None:
    said = {
        "name": "Ana", "headline": "Backend developer", "city": "Berlin", "country": "DE", "timezone": "Europe/Berlin",
        "summary_md": "One.\r\n\r\nTwo.", "homepage": "https://ana.example",
        "links": "Code: https://code.example/ana\r\nhttps://blog.example", "languages": "German: C1\r\nDutch",
    }  # fmt: skip

    assert at_home.post(ABOUT, said)["Location"] == "/profile/"

    profile = stored(ana)
    assert profile.summary_md == "One.\n\nTwo."
    assert profile.links == [{"network": "Code", "url": "https://code.example/ana"}, {"url": "https://blog.example"}]
    assert profile.languages == [{"language": "German", "fluency": "C1"}, {"language": "Dutch"}]
    page = at_home.get("/profile/").text
    assert "Berlin, Germany" in page
    assert "Not said: Phone." in page


def test_the_ledger_has_the_names_of_what_changed_and_no_values(at_home: Client, ana: User) -> None:
    at_home.post(ABOUT, {"name": "Ana", "city": "Berlin"})
    at_home.post(ABOUT, {"name": "Ana", "city": "Berlin"})

    (entry,) = Entry.objects.about(stored(ana).ledger_subject())
    assert (entry.kind, entry.fields) == ("profiles.profile_changed", ["city", "name"])


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("headline", "x" * 121, "At most 120 characters fit here; there are 121."),
        ("email", "ana", "This is no e-mail address."),
        ("homepage", "javascript:alert(1)", "This is no web address."),
        ("links", "Code: http://code.example", "does not end with an https address"),
        ("summary_md", "x" * 5001, "At most 5000 characters fit here"),
        ("languages", "\n".join("x" * 51), "At most 50 lines fit here; there are 51."),
    ],
)
def test_what_does_not_fit_is_refused_and_everything_typed_is_still_there(
    at_home: Client, field: str, value: str, sentence: str
) -> None:
    answer = at_home.post(ABOUT, {"city": "Berlin", field: value})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert value[:40] in answer.text
    assert "Berlin" in answer.text
    assert not Profile.objects.exists()


def test_a_link_that_came_with_a_file_may_stay_though_it_is_not_https(at_home: Client, ana: User) -> None:
    taken(ana, {"basics": {"profiles": [{"network": "Old", "url": "http://old.example", "x": 1}], "url": "old"}})

    answer = at_home.post(ABOUT, {"name": "Ana", "homepage": "old", "links": "Old: http://old.example"})

    assert answer.status_code == 302
    assert stored(ana).links == [{"network": "Old", "url": "http://old.example", "x": 1}]


def test_wishes_are_kept_in_minor_units_and_told_to_nobody(at_home: Client, ana: User) -> None:
    said = {
        **LOOKING, "workplaces": ["REMOTE", "HYBRID"], "relocates": "no", "availability": "MONTH_1",
        "pay_floor": "60000.50", "pay_currency": "EUR", "pay_period": "YEAR",
        "country_0": "DE", "status_0": "CITIZEN", "country_1": "NL", "status_1": "SPONSOR",
    }  # fmt: skip

    assert at_home.post(WISHES, said).status_code == 302

    profile = stored(ana)
    assert (profile.pay_floor, profile.pay_currency, profile.pay_period) == (6_000_050, "EUR", "YEAR")
    assert (profile.relocates, profile.workplaces) == (False, ["REMOTE", "HYBRID"])
    assert profile.work_auth == [{"country": "DE", "status": "CITIZEN"}, {"country": "NL", "status": "SPONSOR"}]
    overview = at_home.get("/profile/").text
    assert "Germany: Citizen" in overview
    assert "60000" not in overview
    page = at_home.get(WISHES).text
    assert 'value="60000.50"' in page
    assert page.count('id="id_country_') == 4, "two that are there, and two empty lines"


def test_an_amount_that_is_taken_back_leaves_no_currency_behind(at_home: Client, ana: User) -> None:
    paid = {**LOOKING, "pay_floor": "900", "pay_currency": "JPY", "pay_period": "HOUR"}
    at_home.post(WISHES, paid)
    assert stored(ana).pay_floor == 900, "a yen has no smaller part"

    at_home.post(WISHES, {**paid, "pay_floor": ""})

    assert (stored(ana).pay_floor, stored(ana).pay_currency, stored(ana).pay_period) == (None, "", "")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "Choose one of these."),
        ({**LOOKING, "pay_floor": "60000"}, "Say in which currency."),
        ({**LOOKING, "pay_floor": "10.5", "pay_currency": "JPY", "pay_period": "DAY"}, "no such small part"),
        ({**LOOKING, "pay_floor": "much"}, "An amount is a number"),
        ({**LOOKING, "pay_floor": "-1"}, "An amount is a number"),
        ({**LOOKING, "pay_floor": "1e400"}, "An amount is a number"),
        ({**LOOKING, "country_0": "DE"}, "Say what you may do there."),
        ({**LOOKING, "status_0": "CITIZEN"}, "Say in which country."),
        ({**LOOKING, "country_0": "XX", "status_0": "CITIZEN"}, "Choose one of these."),
        ({**LOOKING, **{f"{one}_{n}": v for n in (0, 1) for one, v in (("country", "DE"), ("status", "CITIZEN"))}},
         "This country stands here already."),
    ],
)  # fmt: skip
def test_wishes_that_do_not_fit_are_refused(at_home: Client, said: dict[str, Any], sentence: str) -> None:
    answer = at_home.post(WISHES, said)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert not Profile.objects.exists()


def test_another_person_sees_nothing_of_a_profile(stranger: Client, ana: User) -> None:
    filled(ana)

    assert "Núñez" not in stranger.get("/profile/").text
    assert "There is nothing here yet" in stranger.get("/profile/").text
    assert stranger.get("/profile/resume.json").json() == {"basics": {"email": "ben@example.org"}}


def test_a_profile_has_no_other_columns(ana: User) -> None:
    with pytest.raises(ValueError, match="owner"):
        change_profile(by=ana, said={"owner": ana}, at=NOON)
