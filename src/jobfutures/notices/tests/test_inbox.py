import pytest
from django.urls import reverse

from jobfutures.notices.mailbox import MailboxBackend
from jobfutures.notices.operating import entries
from jobfutures.notices.queries.mailbox import keys_newest_first
from jobfutures.notices.tests.made import MEMORY, OUTBOX, letter


@pytest.fixture
def folder(settings, tmp_path):
    """The mailbox of an instance that keeps its letters."""
    kept = {"BACKEND": "jobfutures.notices.mailbox.MailboxBackend", "OPTIONS": {"folder": str(tmp_path)}}
    settings.MAILERS = {"default": OUTBOX, "delivery": kept}
    return tmp_path


def put(folder, *messages):
    MailboxBackend(folder=str(folder)).send_messages(messages)
    return keys_newest_first(folder)


def test_the_operator_reads_everybodys_letters(client, olga, folder):
    (key,) = put(folder, letter("Confirm your address", "cem@example.org"))
    client.force_login(olga)

    listed = client.get(reverse("notices:inbox"))
    assert "Confirm your address" in listed.text
    assert "cem@example.org" in listed.text
    assert reverse("notices:letter", args=[key]) in listed.text

    page = client.get(reverse("notices:letter", args=[key]))
    assert '<a href="http://testserver/confirm/1/"' in page.text
    assert "no-store" in listed.headers["Cache-Control"]
    assert "no-store" in page.headers["Cache-Control"]


def test_what_a_letter_says_is_never_markup(client, olga, folder):
    message = letter('<script>alert("subject")</script>')
    message.body = '<script>alert("text")</script> javascript:alert(1)'
    (key,) = put(folder, message)
    client.force_login(olga)

    for address in (reverse("notices:inbox"), reverse("notices:letter", args=[key])):
        assert "<script>alert" not in client.get(address).text
    assert 'href="javascript:' not in client.get(reverse("notices:letter", args=[key])).text


@pytest.mark.django_db
@pytest.mark.parametrize("name", [None, "ana"])
def test_nobody_else_learns_that_there_is_a_mailbox(client, request, folder, name):
    (key,) = put(folder, letter())
    if name:
        client.force_login(request.getfixturevalue(name))

    assert client.get(reverse("notices:inbox")).status_code == 404
    assert client.get(reverse("notices:letter", args=[key])).status_code == 404
    assert client.get(reverse("notices:deletion", args=[key])).status_code == 404
    assert client.post(reverse("notices:deletion", args=[key])).status_code == 404
    assert keys_newest_first(folder) == [key]


def test_there_is_no_page_where_mail_goes_to_a_server(client, olga, settings):
    settings.MAILERS = {"default": OUTBOX, "delivery": MEMORY}
    client.force_login(olga)

    assert client.get(reverse("notices:inbox")).status_code == 404
    assert entries() == []


def test_the_operator_deletes_a_letter_and_may_press_twice(client, olga, folder):
    keys = put(folder, letter("First"), letter("Second"))
    client.force_login(olga)

    for _ in range(2):
        answer = client.post(reverse("notices:deletion", args=[keys[0]]))
        assert (answer.status_code, answer.url) == (302, reverse("notices:inbox"))
    assert keys_newest_first(folder) == keys[1:]
    assert client.get(reverse("notices:letter", args=[keys[0]])).status_code == 404


def test_a_look_at_the_deletion_deletes_nothing(client, olga, folder):
    keys = put(folder, letter())
    client.force_login(olga)

    assert client.get(reverse("notices:deletion", args=[keys[0]])).status_code == 405
    assert keys_newest_first(folder) == keys


def test_a_long_list_is_paged_and_a_wrong_page_number_is_no_error(client, olga, folder):
    put(folder, *(letter(f"Letter number {number}.") for number in range(30)))
    client.force_login(olga)

    pages = [client.get(reverse("notices:inbox"), {"page": page}) for page in ("1", "2", "99", "x", "-1")]
    assert [page.status_code for page in pages] == [200] * 5
    assert [page.text.count("Letter number") for page in pages] == [25, 5, 5, 25, 5]
    assert "Letter number 29." in pages[0].text


def test_an_empty_mailbox_says_so(client, olga, folder):
    client.force_login(olga)

    assert "No letters yet" in client.get(reverse("notices:inbox")).text


def test_the_operators_page_names_the_mailbox(folder):
    put(folder, letter(), letter())

    assert entries() == [("Local mailbox", "/inbox/", None)]
