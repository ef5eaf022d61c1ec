import stat
from concurrent.futures import ThreadPoolExecutor

from jobfutures.notices.mailbox import MailboxBackend, opened
from jobfutures.notices.queries.mailbox import arrival, kept_for, kept_letter, keys_newest_first, local_mailbox
from jobfutures.notices.tests.made import letter


def put(folder, *messages):
    MailboxBackend(folder=str(folder)).send_messages(messages)


def test_a_letter_is_kept_as_it_was_written(tmp_path):
    put(tmp_path, letter("Grüße aus Köln"))

    (key,) = keys_newest_first(tmp_path)
    kept = kept_letter(tmp_path, key)
    assert (kept.subject, kept.recipients) == ("Grüße aus Köln", ("ana@example.org",))
    assert kept.text.strip() == "Open http://testserver/confirm/1/ to confirm."
    assert kept.sent_at is not None


def test_the_newest_letter_stands_first():
    keys = ["1763800000.M5P1Q1.host", "1763800000.M40P1Q2.host", "1763700000.M9P1Q3.host", "not-ours"]
    assert sorted(keys, key=arrival, reverse=True) == [keys[1], keys[0], keys[2], keys[3]]


def test_only_the_owner_can_read_the_folder(tmp_path):
    folder = tmp_path / "data" / "mailbox"
    put(folder, letter())

    for part in (folder, folder / "new", folder / "cur", folder / "tmp"):
        assert stat.S_IMODE(part.stat().st_mode) == 0o700


def test_many_writers_at_once_lose_nothing(tmp_path):
    folder = tmp_path / "mailbox"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: put(folder, letter(f"Letter {number}")), range(40)))

    subjects = {kept_letter(folder, key).subject for key in keys_newest_first(folder)}
    assert subjects == {f"Letter {number}" for number in range(40)}


def test_a_letter_that_is_gone_is_none_whatever_the_key_says(tmp_path):
    put(tmp_path, letter())
    (key,) = keys_newest_first(tmp_path)
    opened(tmp_path).discard(key)

    for asked in (key, "..", "../secret_key", "", "new", "\0"):
        assert kept_letter(tmp_path, asked) is None


def test_letters_are_found_by_the_whole_address(tmp_path):
    put(tmp_path, letter("For Ana", "Ana@example.org"), letter("For Joana", "joana@example.org"))

    assert [kept.subject for kept in kept_for(tmp_path, {"ana@example.org"})] == ["For Ana"]


def test_there_is_no_local_mailbox_where_mail_goes_to_a_server(settings, tmp_path):
    settings.MAILERS = {"delivery": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}}
    assert local_mailbox() is None
