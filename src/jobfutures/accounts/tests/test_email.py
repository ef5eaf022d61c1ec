import pytest
from allauth.account.models import EmailAddress

from jobfutures.accounts.models import User
from jobfutures.accounts.tests.made import link_in, prove, sign_in
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db

CHANGE = {"email": "ana.new@example.org", "action_add": ""}


@pytest.fixture
def proven(client, ana):
    sign_in(client, ana)
    prove(client)
    return client


def test_an_address_is_changed_when_its_owner_says_yes(proven, ana, mailoutbox):
    proven.post("/account/email/", CHANGE)
    waiting = proven.get("/account/email/").content.decode()
    proven.post(link_in(mailoutbox[0]))

    ana.refresh_from_db()
    assert "until then the old address holds" in waiting
    assert ana.email == "ana.new@example.org"
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [(ana.email, True, True)]
    assert mailoutbox[0].to == ["ana.new@example.org"]
    assert mailoutbox[1].to == ["ana@example.org"]
    assert "ana.new@example.org" in mailoutbox[1].body


def test_whoever_finds_an_open_browser_cannot_move_the_account_away(client, ana, mailoutbox):
    sign_in(client, ana)

    answer = client.post("/account/email/", CHANGE)

    assert answer.headers["Location"].startswith("/account/reauthenticate/")
    assert not mailoutbox


def test_a_change_may_be_taken_back_and_sent_again(proven, ana, mailoutbox):
    proven.post("/account/email/", CHANGE)
    proven.post("/account/email/", {"email": CHANGE["email"], "action_send": ""})
    assert len(mailoutbox) == 1  # the second would have come within three minutes

    proven.post("/account/email/", {"email": CHANGE["email"], "action_remove": ""})

    assert list(EmailAddress.objects.values_list("email", flat=True)) == [ana.email]


def test_the_owner_of_an_address_with_an_account_is_told_that_somebody_asked_for_it(proven, ben, mailoutbox, settings):
    proven.post("/account/email/", {**CHANGE, "email": ben.email})

    assert mailoutbox[0].to == [ben.email]
    assert "somebody asked for your address" in mailoutbox[0].subject
    assert "http" not in mailoutbox[0].body.replace(settings.SITE_ADDRESS, "")


def test_an_account_that_never_confirmed_an_address_gives_way_to_who_proves_it(proven, ana, mailoutbox):
    proven.post("/account/email/", CHANGE)
    squatter = User.objects.create_user(CHANGE["email"], PASSWORD)
    EmailAddress.objects.create(user=squatter, email=squatter.email, primary=True)

    answer = proven.post(link_in(mailoutbox[0]))

    ana.refresh_from_db()
    assert answer.status_code == 302
    assert ana.email == CHANGE["email"]
    assert User.objects.count() == 1


def test_an_address_that_another_account_confirmed_in_the_meantime_stays_there(proven, ana, mailoutbox):
    proven.post("/account/email/", CHANGE)
    other = User.objects.create_user(CHANGE["email"], PASSWORD)
    EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=True)

    page = proven.get(link_in(mailoutbox[0]))
    answer = proven.post(link_in(mailoutbox[0]), follow=True)

    ana.refresh_from_db()
    assert "This address is taken" in page.content.decode()
    assert "belongs to another account" in answer.content.decode()
    assert ana.email == "ana@example.org"


def test_an_operator_is_never_pushed_out_of_an_address(proven, ana, mailoutbox):
    proven.post("/account/email/", CHANGE)
    User.objects.create_user(CHANGE["email"], PASSWORD, is_operator=True)

    answer = proven.post(link_in(mailoutbox[0]), follow=True)

    assert "belongs to another account" in answer.content.decode()
    assert User.objects.count() == 2


def test_ones_own_address_is_refused_with_a_sentence(proven, ana):
    answer = proven.post("/account/email/", {**CHANGE, "email": ana.email})

    assert answer.status_code == 422
    assert "already on your account" in answer.content.decode()
