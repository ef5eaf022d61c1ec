"""The pages of a company: its owner fills them in and proves its domain, an operator decides, everybody looks."""

import io
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import Settings

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company, CompanyDomain, Logo, Membership, Review
from jobfutures.companies.tests.bed import Bed, bed
from jobfutures.companies.tests.made import company, domain, logo, member, picture
from jobfutures.ledger.models import Entry
from tests.access import client_of
from tests.people import NOON, person

pytestmark = pytest.mark.django_db
FACTS = {
    "name": "Acme Ltd", "legal_name": "Acme Software Ltd", "country": "IE", "size": "UP_TO_50",
    "about": "We **build** till software.", "ai_statement": "", "response_promise_days": "5",
}  # fmt: skip


@pytest.fixture
def names(settings: Settings) -> Iterator[Bed]:
    """A DNS that the site asks; its name servers have private addresses, so the resolver is asked in the end."""
    with bed() as found:
        found.delegate("acme.example", ["127.0.0.1"])
        settings.DNS = found.where
        yield found
        assert found.touched() == []


@pytest.fixture
def anas(ana: User) -> Client:
    return client_of(ana)


def test_a_company_is_created_proved_approved_and_public(anas: Client, olga: User, names: Bed) -> None:
    assert anas.post("/hire/new/", FACTS).url == "/hire/acme-ltd/proof/"
    assert anas.get("/companies/acme-ltd/").status_code == 200
    assert Client().get("/companies/acme-ltd/").status_code == 404

    anas.post("/hire/acme-ltd/proof/", {"host": "Acme.example", "method": "DNS"})
    token = CompanyDomain.objects.get().token
    shown = anas.get("/hire/acme-ltd/proof/").text
    assert "_jobfutures.acme.example" in shown
    assert f"jf-verify={token}" in shown
    said = anas.post("/hire/acme-ltd/proof/looks/", follow=True).text
    assert "Nothing for us was there yet." in said
    assert "left out: no public address" in said

    CompanyDomain.objects.update(last_checked_at=NOON)
    names.put("_jobfutures.acme.example", f"jf-verify={token}")
    said = anas.post("/hire/acme-ltd/proof/looks/", follow=True).text
    assert "The token is there." in said
    assert "An operator of this site looks at the company next" in said

    olgas = client_of(olga)
    assert "jf-verify=" in olgas.get("/operate/companies/acme-ltd/").text
    assert olgas.post("/operate/companies/acme-ltd/move/", {"event": "approve", "note": "Known."}).status_code == 302
    page = Client().get("/companies/acme-ltd/").text
    assert "Verified through acme.example, " in page
    assert "<strong>build</strong>" in page
    assert "5 days" in page
    assert "has not said how it uses AI" in page
    assert "Acme Ltd" in Client().get("/companies/").text
    assert "Known." in anas.get("/hire/acme-ltd/proof/").text


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"name": ""}, "name", "required"),
        ({"name": "x" * 201}, "name", "at most 200"),
        ({"name": "Ac\u202eme"}, "name", "cannot be seen"),
        ({"name": "Ac\u200bme"}, "name", "cannot be seen"),
        ({"legal_name": ""}, "legal_name", "required"),
        ({"country": "XX"}, "country", "Select a valid choice"),
        ({"size": "HUGE"}, "size", "Select a valid choice"),
        ({"about": "x" * 5001}, "about", "at most 5000"),
        ({"ai_statement": "x" * 2001}, "ai_statement", "at most 2000"),
        ({"response_promise_days": "0"}, "response_promise_days", "greater than or equal to 1"),
        ({"response_promise_days": "15"}, "response_promise_days", "less than or equal to 14"),
        ({"response_promise_days": "soon"}, "response_promise_days", "whole number"),
    ],
)
def test_wrong_facts_get_a_sentence_beside_the_field_and_keep_the_rest(
    anas: Client, changed: dict[str, str], field: str, sentence: str
) -> None:
    refused = anas.post("/hire/new/", FACTS | changed)

    assert refused.status_code == 422
    assert sentence in str(refused.context["form"].errors[field])
    assert "Acme Software Ltd" in refused.text or field == "legal_name"
    assert not Company.objects.exists()


def test_nobody_has_more_than_three_companies_that_are_not_verified(anas: Client) -> None:
    for _ in range(3):
        anas.post("/hire/new/", FACTS)
    refused = anas.post("/hire/new/", FACTS)

    assert refused.status_code == 409
    assert "Finish or archive one of them first." in refused.text
    assert sorted(Company.objects.values_list("slug", flat=True)) == ["acme-ltd", "acme-ltd-2", "acme-ltd-3"]


@pytest.mark.parametrize("name", ["New", "Policy", "新しい会社", "---"])
def test_a_name_that_gives_no_address_of_its_own_gets_another(anas: Client, name: str) -> None:
    anas.post("/hire/new/", FACTS | {"name": name})

    slug = Company.objects.get().slug
    assert slug not in {"new", "policy", ""}
    assert anas.get(f"/hire/{slug}/").status_code == 200


def test_names_stay_once_an_operator_looked_at_them(anas: Client, ana: User) -> None:
    company(owner=ana)
    anas.post("/hire/acme/facts/", FACTS | {"name": "Other", "about": "New words."})

    acme = Company.objects.get()
    assert (acme.name, acme.about) == ("Acme", "New words.")
    changed = Entry.objects.get(kind="companies.changed").fields
    assert "about" in changed
    assert "name" not in changed


def test_markdown_of_a_company_brings_no_script_and_no_address_but_the_webs(anas: Client, ana: User) -> None:
    company(owner=ana)
    hostile = "<script>x</script> <img src=x onerror=y> [a](javascript:z) [b](data:text/html,x) [c](https://c.example)"
    anas.post("/hire/acme/facts/", FACTS | {"about": hostile})

    page = Client().get("/companies/acme/").text
    assert "<script>x" not in page
    assert "<img src=x" not in page
    assert 'href="javascript' not in page
    assert 'href="data' not in page
    assert 'href="https://c.example" rel="nofollow ugc noopener"' in page


@pytest.mark.parametrize("host", ["localhost", "10.0.0.1", "github.io", "acme.github.io", "co.uk", "аcme.com"])
def test_a_host_that_proves_nothing_is_refused_and_stays_in_the_form(anas: Client, ana: User, host: str) -> None:
    company(state="DRAFT", owner=ana)
    refused = anas.post("/hire/acme/proof/", {"host": host, "method": "FILE"})

    assert refused.status_code == 422
    assert f'value="{host}"' in refused.text
    assert not CompanyDomain.objects.exists()


@pytest.mark.parametrize("state", ["DRAFT", "PENDING_PROOF", "IN_REVIEW", "CONTESTED", "REJECTED", "VERIFIED", "GRACE",
                                   "LAPSED", "SUSPENDED", "ARCHIVED"])  # fmt: skip
def test_every_state_has_pages_and_only_good_standing_is_public(
    anas: Client, ana: User, olga: User, state: str
) -> None:
    acme = company(state=state, owner=ana)
    domain(acme)
    logo(acme)
    assert anas.get("/hire/acme/proof/").status_code == 200
    assert anas.get("/hire/acme/facts/").status_code == 200
    assert anas.get("/companies/acme/").status_code == 200
    assert client_of(olga).get("/operate/companies/acme/").status_code == 200
    shown = 200 if state in {"VERIFIED", "GRACE"} else 404
    for stranger in (Client(), client_of(person("eve"))):
        for address in ("/companies/acme/", "/companies/acme/logo.webp"):
            assert stranger.get(address).status_code == shown
        assert ("Acme" in stranger.get("/companies/").text) is (shown == 200)
        assert stranger.get("/hire/acme/facts/").status_code in {302, 404}


@pytest.mark.parametrize("page", ["facts/", "proof/"])
def test_other_members_change_nothing(ana: User, page: str) -> None:
    acme = company(owner=ana)
    rita = client_of(member(acme, person("rita")).person)

    assert rita.get(f"/hire/acme/{page}").status_code == 403
    for address in (page, "logo/", "logo/removal/", "archival/", "proof/looks/", "proof/withdrawal/"):
        assert rita.post(f"/hire/acme/{address}", FACTS).status_code == 403


def test_what_the_state_refuses_is_a_409_with_what_it_allows(anas: Client, ana: User, olga: User) -> None:
    domain(company(owner=ana))
    claim = {"host": "acme.example", "method": "DNS"}

    for address, said in (("proof/", claim), ("proof/withdrawal/", {})):
        refused = anas.post(f"/hire/acme/{address}", said)
        assert refused.status_code == 409
        assert "possible: archive." in refused.text
    refused = client_of(olga).post("/operate/companies/acme/move/", {"event": "approve", "note": "x"})
    assert refused.status_code == 409
    assert "possible: suspend, lose, archive." in refused.text


def test_a_decision_without_a_note_is_asked_for_one(olga: User) -> None:
    company(state="IN_REVIEW")
    refused = client_of(olga).post("/operate/companies/acme/move/", {"event": "reject", "note": ""})

    assert refused.status_code == 422
    assert "Write a note: why you decide so." in refused.text
    assert client_of(olga).post("/operate/companies/acme/move/", {"event": "sing"}).status_code == 422
    assert not Review.objects.exists()


def test_an_operator_is_told_whom_a_name_looks_like(olga: User) -> None:
    company("northwind")
    company("n0rthwind", state="IN_REVIEW")

    page = client_of(olga).get("/operate/companies/n0rthwind/").text
    assert "Its name looks like that of Northwind (northwind.example)" in page


def test_looking_again_at_once_is_refused(anas: Client, ana: User, names: Bed) -> None:
    domain(company(state="PENDING_PROOF", owner=ana))
    anas.post("/hire/acme/proof/looks/")
    refused = anas.post("/hire/acme/proof/looks/")

    assert refused.status_code == 409
    assert "We looked a moment ago." in refused.text


def test_an_owner_archives_a_company_for_good(anas: Client, ana: User) -> None:
    company(owner=ana)

    assert anas.post("/hire/acme/archival/").status_code == 302
    assert Client().get("/companies/acme/").status_code == 404
    assert anas.post("/hire/acme/archival/").status_code == 409
    assert anas.post("/hire/acme/facts/", FACTS).status_code == 409
    assert Membership.objects.count() == 1


def upload(content: bytes, name: str = "logo.png") -> dict[str, SimpleUploadedFile]:
    return {"logo": SimpleUploadedFile(name, content, "image/png")}


def test_a_logo_is_made_anew_small_and_bare(anas: Client, ana: User) -> None:
    company(owner=ana)
    exif = Image.Exif()
    exif[0x010E] = "canary of a place"
    brought = picture((800, 400), "JPEG", exif=exif) + b"<script>canary</script>PK\3\4"
    assert anas.post("/hire/acme/logo/", upload(brought)).status_code == 302

    answer = Client().get("/companies/acme/logo.webp")
    shown = Image.open(io.BytesIO(answer.content))
    assert (answer["Content-Type"], shown.format, shown.size) == ("image/webp", "WEBP", (256, 128))
    assert b"canary" not in answer.content
    assert b"EXIF" not in answer.content
    assert "logo.webp?" in Client().get("/companies/acme/").text
    anas.post("/hire/acme/logo/removal/")
    assert not Logo.objects.exists()


def bomb() -> bytes:
    """Return a small file of 50 million pixels."""
    return picture((10_000, 5_000), "PNG")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no PNG, JPEG or WebP"),
        (b"MZ\x90\x00", "no PNG, JPEG or WebP"),
        (b"GIF89a" + b"\0" * 50, "no PNG, JPEG or WebP"),
        (b"%PDF-1.7", "no PNG, JPEG or WebP"),
        (picture()[:60], "cannot be read"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "no PNG, JPEG or WebP"),
        (picture() + b"\0" * (1 << 20), "larger than 1 MiB"),
        (b"", "empty"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(anas: Client, ana: User, content: bytes, sentence: str) -> None:
    company(owner=ana)
    refused = anas.post("/hire/acme/logo/", upload(content))

    assert refused.status_code == 422
    assert sentence in refused.text
    assert not Logo.objects.exists()


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(anas: Client, ana: User) -> None:
    company(owner=ana)

    assert "4 million pixels" in anas.post("/hire/acme/logo/", upload(bomb())).text
    assert anas.post("/hire/acme/logo/", {}).status_code == 422


def test_the_policy_says_what_this_instance_does(settings: Settings) -> None:
    settings.AUTO_VERIFY, settings.DUAL_REVIEW = False, False
    assert "an operator looks at every company" in Client().get("/companies/policy/").text
    settings.DUAL_REVIEW = True
    assert "two operators look at every company" in Client().get("/companies/policy/").text
    settings.AUTO_VERIFY = True
    page = Client().get("/companies/policy/").text
    assert "public at once" in page
    assert "every 7 days" in page
    assert "72 hours apart" in page
