"""How postings fit: explained, private, and never an order."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company
from jobfutures.companies.tests import made as companies
from jobfutures.jobs.fit import LEVELS, Offer, Seeker, reasons
from jobfutures.jobs.queries.fit import fit_lines, sentence
from jobfutures.jobs.tests import made
from jobfutures.profiles.models import Profile
from tests.people import NOON

OFFER = Offer(
    topics=("A1", "B1", "C1"), level="SENIOR", workplace="HYBRID", places=(("DE", "Berlin"),), applicants=(),
    low=6_000_000, high=8_000_000, currency="EUR",
)  # fmt: skip
REMOTE = Offer(
    topics=(), level="LEAD", workplace="REMOTE", places=(), applicants=("DE",), low=1, high=2, currency="EUR"
)
Indexed = Callable[[], bool]


def told(seeker: Seeker, offer: Offer = OFFER) -> list[tuple[str, bool | None]]:
    return [(one.kind, one.fits) for one in reasons(seeker, offer)]


def test_who_said_nothing_is_told_nothing() -> None:
    assert told(Seeker()) == []


@pytest.mark.parametrize(
    ("seeker", "offer", "expected"),
    [
        (Seeker(practised=frozenset({"A1", "B1"})), OFFER, ("topics", True)),
        (Seeker(practised=frozenset({"A1"})), OFFER, ("topics", False)),
        (Seeker(level="SENIOR"), OFFER, ("level", True)),
        (Seeker(level="MIDDLE"), OFFER, ("level_above", False)),
        (Seeker(level="SENIOR"), REMOTE, ("level_above", False)),
        (Seeker(workplaces=frozenset({"HYBRID"})), OFFER, ("workplace", True)),
        (Seeker(workplaces=frozenset({"REMOTE"})), OFFER, ("other_workplace", False)),
        (Seeker(country="DE", city=" berlin"), OFFER, ("same_city", True)),
        (Seeker(country="DE", city="Bonn"), OFFER, ("same_country", True)),
        (Seeker(country="PT"), OFFER, ("other_country", False)),
        (Seeker(country="PT", relocates=True), OFFER, ("other_country", True)),
        (Seeker(country="DE"), REMOTE, ("open_to_country", True)),
        (Seeker(country="PT"), REMOTE, ("closed_to_country", False)),
        (Seeker(floor=6_000_000, currency="EUR"), OFFER, ("pay_above", True)),
        (Seeker(floor=7_000_000, currency="EUR"), OFFER, ("pay_reaches", True)),
        (Seeker(floor=9_000_000, currency="EUR"), OFFER, ("pay_below", False)),
        (Seeker(floor=1, currency="USD"), OFFER, ("other_currency", None)),
    ],
)
def test_each_reason_follows_from_what_was_said(
    seeker: Seeker, offer: Offer, expected: tuple[str, bool | None]
) -> None:
    assert told(seeker, offer) == [expected]


def test_a_permit_for_another_country_is_told() -> None:
    assert ("no_permission", False) in told(Seeker(country="PT", may_work=frozenset({"PT"})))


@given(
    level=st.sampled_from(["", *LEVELS]), country=st.sampled_from(["", "DE", "PT"]),
    floor=st.none() | st.integers(0, 9), practised=st.frozensets(st.sampled_from(["A1", "B1", "Z1"])),
    offer=st.sampled_from([OFFER, REMOTE]),
)  # fmt: skip
def test_every_reason_has_a_sentence(
    level: str, country: str, floor: int | None, practised: frozenset[str], offer: Offer
) -> None:
    seeker = Seeker(level=level, country=country, floor=floor, currency="EUR", practised=practised)

    assert all(sentence(one).endswith(".") for one in reasons(seeker, offer))


@pytest.fixture
def acme() -> Company:
    return companies.company()


@pytest.fixture
def floor(ana: User) -> Profile:
    return Profile.objects.create(
        owner=ana, country="DE", city="Berlin", workplaces=["HYBRID"], pay_floor=7_654_321, pay_currency="EUR",
        pay_period="YEAR", changed_at=NOON,
    )  # fmt: skip


@pytest.mark.django_db
def test_only_the_person_sees_it_and_it_is_stored_nowhere(
    floor: Profile, ana: User, ben: User, client: Client, indexed: Indexed
) -> None:
    acme = companies.company()
    job = made.job(acme)
    companies.member(acme, ben)
    indexed()
    assert "How this fits you" not in client.get("/jobs/").text
    client.force_login(ben)
    assert "Its pay reaches your least pay" not in client.get("/jobs/").text
    client.force_login(ana)
    answer = client.get("/jobs/")

    assert "Its pay reaches your least pay." in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    assert "7654321" not in re.sub(r"\D", "", answer.text)
    assert [one.text for one in fit_lines(ana, job)] == [
        "You work there as you like to.", "It is in your city.", "Its pay reaches your least pay.",
    ]  # fmt: skip
    assert fit_lines(ben, job) == []


@pytest.mark.django_db
def test_it_changes_no_order(acme: Company, floor: Profile, ana: User, client: Client, indexed: Indexed) -> None:
    for number in range(4):
        made.job(acme, title=f"Job {number}", pay_min=1_000_000 * (number + 5), pay_max=1_000_000 * (number + 6))
    indexed()

    def order() -> list[str]:
        return re.findall(r'class="title" href="([^"]+)"', client.get("/jobs/").text)

    before = order()
    client.force_login(ana)
    assert order() == before
    assert len(before) == 4
