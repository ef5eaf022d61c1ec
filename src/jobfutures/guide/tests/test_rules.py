import pytest

from jobfutures.guide.rules import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text\n\twith tabs, é, 日本 and 👩🏽‍💻\n", "plain text\n\twith tabs, é, 日本 and 👩🏽‍💻\n"),
        ("\x1b[2J\x07", "<U+001B>[2J<U+0007>"),
        ("one\r\ntwo\rthree", "one\ntwo<U+000D>three"),
        ("\u202eabc\u2066\u200b\ufeff\u2028", "<U+202E>abc<U+2066><U+200B><U+FEFF><U+2028>"),
        ("\x00\x7f\x9b", "<U+0000><U+007F><U+009B>"),
    ],
)
def test_what_cannot_be_seen_is_shown_by_its_number(text: str, shown: str) -> None:
    assert visible(text) == shown
