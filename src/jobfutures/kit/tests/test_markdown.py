"""What Markdown becomes, and what it can never become."""

import re

import pytest

from jobfutures.kit.markdown import plain, render, render_line


def test_prose_is_set_with_typographic_signs() -> None:
    assert render('He said "no" ... -- twice') == "<p>He said “no” … \N{EN DASH} twice</p>"


def test_code_is_coloured_by_its_tag_and_never_changed() -> None:
    html = render('```sketch python\ndef f(): return "a -- b"\n```')

    assert '<span class="t-k">def</span>' in html
    assert "a -- b" in html


def test_links_to_questions_become_addresses() -> None:
    assert render("[see](question:one)", {"one": "/guides/g/a/one/"}) == (
        '<p><a href="/guides/g/a/one/" rel="noopener">see</a></p>'
    )


def test_one_line_has_no_paragraph_around_it() -> None:
    assert render_line("a `b`") == "a <code>b</code>"
    assert render_line("a\n\nb") == "<p>a</p>\n<p>b</p>"


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        '<a href="https://x" style="position:fixed">x</a>',
        "<iframe src=https://x></iframe>",
        "![x](https://x/pixel.gif)",
        '```x" onload="alert(1)\ncode\n```',
    ],
)
def test_nothing_that_acts_comes_through(hostile: str) -> None:
    tags = re.findall(r"<[^>]*>", render(hostile))

    for forbidden in ("script", "img", "iframe", "javascript:", "data:", "style", "onload"):
        assert not any(forbidden in tag for tag in tags)


def test_plain_words_are_left_for_search() -> None:
    assert plain("## Title\n\nA *b* & `c < d` [e](https://x)") == "Title A b & c < d e"


def test_a_block_of_code_can_be_reached_by_keyboard_however_it_is_written() -> None:
    assert render("    GET /a") == render("```text\nGET /a\n```")
    assert '<pre tabindex="0">' in render("    GET /a")
