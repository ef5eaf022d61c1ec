"""Reading: what is granted, to whom, until when; a receipt for each look, and nothing for anybody else."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from jobfutures.accounts.models import User
from jobfutures.companies.commands.lifecycle import moved
from jobfutures.companies.models import Membership
from jobfutures.companies.rules import Actor
from jobfutures.companies.tests.made import company, member
from jobfutures.disclosure.locking import locked_for_company
from jobfutures.disclosure.reading import Disclosed, Reader, read, reader_for
from jobfutures.disclosure.tests.conftest import Cast
from jobfutures.ledger.models import Entry
from jobfutures.profiles.models import BlockRule
from jobfutures.profiles.queries import blockers_of
from jobfutures.sharing import commands
from jobfutures.sharing.models import Grant, Receipt, Request
from jobfutures.sharing.tests.made import grant, request
from tests.access import client_of
from tests.people import NOON, person

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


def look(cast: Cast, share: Grant | Request, *, viewer: User | None = None, at: datetime = LATER) -> Disclosed | None:
    """Look as a member of acme does."""
    by = reader_for(viewer or cast.rita, cast.acme.slug)
    return by and read(by=by, share=share.pk, purpose="APPLICATION", request_id="r", at=at)


def values(found: Disclosed | None) -> set[str]:
    assert found is not None
    return set(found.values)


def test_exactly_the_granted_fields_are_read_and_a_receipt_says_so(cast: Cast) -> None:
    given = grant(cast.ana, cast.acme, cast.fields("role", "taken_on"))

    found = look(cast, given)
    assert values(found) == set(cast.fields("role", "taken_on"))
    assert found is not None
    assert found.parts[0].values == [[{"title": "Backend"}]]
    receipt = Receipt.objects.get()
    assert (receipt.viewer, receipt.role, receipt.at) == (cast.rita, "RECRUITER", LATER)
    assert receipt.fields == cast.fields("role", "taken_on")


def test_a_level_is_told_as_the_statement_its_owner_got(cast: Cast) -> None:
    found = look(cast, grant(cast.ana, cast.acme, cast.fields("role", "level", "taken_on")))

    assert found is not None
    ((level,),) = next(part.values for part in found.parts if part.kind == "check.level")
    assert "Most likely" in level["title"] or "between" in level["title"].lower()
    assert "Taken once." in level["text"]
    assert str(cast.check.outcome["ability"]) not in found.payload.decode()


CLOSED: dict[str, Callable[[Cast, Grant], object]] = {
    "revoked": lambda cast, given: commands.revoke_grant(by=cast.ana, grant=given, at=NOON),
    "expired": lambda _cast, given: Grant.objects.filter(pk=given.pk).update(expires_at=LATER),
    "all looks used": lambda _cast, given: Grant.objects.filter(pk=given.pk).update(max_reads=0),
    "company suspended": lambda cast, _given: moved(cast.acme, "suspend", by=None, role=Actor.OPERATOR, at=NOON),
    "company lapsed and back": lambda cast, _given: lapse_and_return(cast),
    "role not granted": lambda _cast, _given: Membership.objects.update(role="INTERVIEWER"),
    "owner frozen": lambda cast, _given: User.objects.filter(pk=cast.ana.pk).update(is_active=False),
    "other purpose": lambda _cast, given: Grant.objects.filter(pk=given.pk).update(purpose="OFFER"),
    "check deleted": lambda cast, _given: cast.check.delete(),
}


def lapse_and_return(cast: Cast) -> None:
    for event, role in (("miss", Actor.SYSTEM), ("lapse", Actor.SYSTEM), ("verify", Actor.OPERATOR)):
        moved(cast.acme, event, by=None, role=role, at=LATER)


@pytest.mark.parametrize("name", CLOSED)
def test_nothing_is_read_and_no_receipt_written_once_it_is(cast: Cast, name: str) -> None:
    given = grant(cast.ana, cast.acme, cast.fields("role"))
    CLOSED[name](cast, given)

    found = look(cast, given, at=LATER)
    assert values(found) == set()
    assert found is not None
    assert [(part.kind, part.values) for part in found.parts] == [("check.role", [])]
    assert Receipt.objects.count() == 0
    refused = Entry.objects.filter(kind="sharing.refused").count()
    assert refused == (0 if name == "check deleted" else 1)


def test_a_grant_that_was_cut_off_opens_again_once_its_owner_confirms(cast: Cast) -> None:
    given = grant(cast.ana, cast.acme, cast.fields("role"))
    lapse_and_return(cast)
    assert values(look(cast, given, at=LATER + timedelta(minutes=1))) == set()

    commands.confirm_grant(by=cast.ana, grant=given, at=LATER + timedelta(minutes=2))
    assert values(look(cast, given, at=LATER + timedelta(minutes=3))) == set(cast.fields("role"))


def test_the_last_of_a_number_of_looks_is_the_last(cast: Cast) -> None:
    given = grant(cast.ana, cast.acme, cast.fields("role"), max_reads=2)

    assert [len(values(look(cast, given))) for _ in range(3)] == [1, 1, 0]


def test_what_is_frozen_stays_as_it_was_and_goes_when_it_is_revoked(cast: Cast) -> None:
    frozen = {cast.field("role"): [{"title": "As it was"}]}
    given = grant(cast.ana, cast.acme, cast.fields("role"), mode="FROZEN", frozen=frozen)
    cast.check.delete()
    found = look(cast, given)
    assert found is not None
    assert found.parts[0].values == [[{"title": "As it was"}]]

    commands.revoke_grant(by=cast.ana, grant=given, at=LATER)
    assert Grant.objects.get(pk=given.pk).frozen is None
    assert values(look(cast, given)) == set()


def test_another_company_and_no_one_else_finds_a_grant(cast: Cast) -> None:
    given = grant(cast.ana, cast.acme, cast.fields("role"))
    other = company("other", owner=cast.rita)

    readers = [reader_for(cast.rita, other.slug), Reader(cast.rita), Reader(cast.ana)]
    assert all(by and read(by=by, share=given.pk, purpose=None, request_id="", at=LATER) is None for by in readers)
    acme = reader_for(cast.rita, "acme")
    assert acme is not None
    assert read(by=acme, share=uuid4(), purpose=None, request_id="", at=LATER) is None


@pytest.mark.parametrize("field", ["removed", "frozen"])
def test_who_is_no_member_any_more_is_no_reader(cast: Cast, field: str) -> None:
    if field == "removed":
        Membership.objects.update(removed_at=NOON)
    else:
        User.objects.filter(pk=cast.rita.pk).update(is_active=False)

    assert reader_for(cast.rita, "acme") is None


def test_a_person_reads_what_was_given_to_their_confirmed_address(cast: Cast) -> None:
    ben, eve = person("ben"), person("eve")
    given = grant(cast.ana, ben, cast.fields("role"))

    def looked(viewer: User) -> Disclosed | None:
        return read(by=Reader(viewer), share=given.pk, purpose=None, request_id="", at=LATER)

    assert values(looked(ben)) == set(cast.fields("role"))
    assert looked(eve) is None
    assert [(one.viewer, one.role) for one in Receipt.objects.all()] == [(ben, "")]


def test_a_request_shows_the_same_parts_whatever_came_of_it(cast: Cast) -> None:
    kinds = ["check.role", "check.level", "profile.phone"]
    ignored = request(cast.acme, cast.rita, cast.ana, kinds)
    declined = request(cast.acme, cast.rita, cast.ana, kinds)
    commands.dismiss_request(by=cast.ana, request=declined, at=NOON)
    nobody = request(cast.acme, cast.rita, None, kinds)
    old = request(cast.acme, cast.rita, cast.ana, kinds, at=NOON - timedelta(days=40))
    shown = [look(cast, one) for one in (ignored, declined, nobody, old)]

    assert all(one is not None and one.parts == shown[0].parts for one in shown if shown[0])
    assert shown[0] is not None
    assert [part.values for part in shown[0].parts] == [[], [], []]
    assert Entry.objects.filter(kind="sharing.refused").count() == 0


def test_what_answers_a_request_stands_on_its_page(cast: Cast) -> None:
    asked = request(cast.acme, cast.rita, cast.ana, ["profile.phone", "check.role"])
    grant(cast.ana, cast.acme, cast.fields("role", "taken_on"), request=asked)

    found = look(cast, asked)
    assert found is not None
    assert [(part.kind, len(part.values)) for part in found.parts] == [
        ("profile.phone", 0), ("check.role", 1), ("check.taken_on", 1),
    ]  # fmt: skip


def test_an_interviewer_reads_where_the_role_was_granted(cast: Cast) -> None:
    ivan = person("ivan")
    member(cast.acme, ivan, "INTERVIEWER")
    given = grant(cast.ana, cast.acme, cast.fields("role"), roles=["INTERVIEWER"])

    assert values(look(cast, given, viewer=ivan)) == set(cast.fields("role"))
    assert values(look(cast, given)) == set()


def test_a_blocked_company_gets_what_it_gets_for_a_random_number(cast: Cast) -> None:
    given = grant(cast.ana, cast.acme, cast.fields("role"))
    asked = request(cast.acme, cast.rita, cast.ana, ["check.role"])
    BlockRule.objects.create(owner=cast.ana, kind="DOMAIN", value="example", made_at=NOON)
    rita = client_of(cast.rita)

    assert look(cast, given) is None
    pages = [rita.get(f"/hire/acme/shared/{number}/") for number in (given.pk, uuid4())]
    assert [page.status_code for page in pages] == [404, 404]
    assert str(given.pk) not in rita.get("/hire/acme/shared/").text
    assert values(look(cast, asked)) == set()


RULES = [
    ("COMPANY", "acme"), ("COMPANY", "acm"), ("COMPANY", "acme.example"), ("DOMAIN", "acme.example"),
    ("DOMAIN", "example"), ("DOMAIN", "hr.acme.example"), ("DOMAIN", "xacme.example"), ("DOMAIN", "acme"),
]  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=" ".join)
def test_the_statement_of_a_look_hides_from_whom_the_rule_hides(cast: Cast, rule: tuple[str, str]) -> None:
    given = grant(cast.ana, cast.acme, cast.fields("role"))
    BlockRule.objects.create(owner=cast.rita, kind="COMPANY", value="acme", made_at=NOON)
    BlockRule.objects.create(owner=cast.ana, kind=rule[0], value=rule[1], made_at=NOON)
    hiding = blockers_of(slug=cast.acme.slug, hosts=[cast.acme.host])

    _grant, is_hiding = locked_for_company(given.pk, cast.acme)

    assert is_hiding is hiding.filter(pk=cast.ana.pk).exists()
    assert is_hiding is (rule in {("COMPANY", "acme"), ("DOMAIN", "acme.example"), ("DOMAIN", "example")})
