"""Identifiers, addresses of visitors, and the words of templates."""

import pytest
from django.test import RequestFactory

from jobfutures.kit.http import client_address
from jobfutures.kit.ids import uuid7
from jobfutures.kit.templatetags.kit import coded, minutes, sentence, uncoded


def test_identifiers_sort_by_time_and_name_their_version() -> None:
    made = [uuid7() for _ in range(50)]

    assert {one.version for one in made} == {7}
    assert {one.variant for one in made} == {"specified in RFC 4122"}
    assert len(set(made)) == 50
    assert [one.int >> 80 for one in made] == sorted(one.int >> 80 for one in made)


@pytest.mark.parametrize(
    ("proxies", "seen"), [(0, "10.0.0.9"), (1, "203.0.113.7"), (2, "198.51.100.1"), (3, "10.0.0.9")]
)
def test_only_trusted_proxies_are_believed(proxies: int, seen: str) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.9", HTTP_X_FORWARDED_FOR="198.51.100.1, 203.0.113.7")

    assert client_address(request, proxies) == seen


@pytest.mark.parametrize(("seconds", "words"), [(30, "½"), (60, "1"), (90, "1½"), (150, "2½"), (300, "5")])
def test_seconds_are_said_as_minutes(seconds: int, words: str) -> None:
    assert minutes(seconds) == words


def test_a_title_shows_its_code_and_escapes_the_rest() -> None:
    assert coded("What is `a < b` & <i>?") == "What is <code>a &lt; b</code> &amp; &lt;i&gt;?"
    assert uncoded("What is `a`?") == "What is a?"


def test_a_test_name_reads_as_a_sentence() -> None:
    assert sentence("test_a_list_is_shared[two names]") == "A list is shared: two names"
