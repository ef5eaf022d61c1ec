"""HTML of boards becomes Markdown that says the same words, and shows only what our pages allow."""

import re
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobfutures.jobs.boards.markdown import to_markdown
from jobfutures.jobs.boards.places import country, place_of
from jobfutures.kit.markdown import plain, render


@pytest.mark.parametrize(("html", "markdown"), [
    ("<p>One</p><p>Two</p>", "One\n\nTwo"),
    ("<div>One<br>two<br><br>three</div>", "One\\\ntwo\n\nthree"),
    ("<ul><li>One<ul><li>in</li></ul></li><li>two</li></ul>", "-   One\n    *   in\n-   two"),
    ("<ul><li>a</li></ul><ul><li>b</li></ul>", "-   a\n\n*   b"),
    ("<ol><li>a</li><li>b</li></ol>", "1.  a\n2.  b"),
    ("<li>a</li><li>b</li>", "-   a\n-   b"),
    ("<h1>A</h1><h3>B</h3><h6>C</h6>", "## A\n\n### B\n\n#### C"),
    ("<p><b>A</b> and <em>b</em></p>", "**A** and *b*"),
    ("<p><b> A </b>b</p>", "A b"),
    ("<p><b>A:</b>b</p>", "A:b"),
    ("<p><b>A:</b> b</p>", "**A:** b"),
    ("<p><code>a*b</code></p>", "`a*b`"),
    ("<pre>a\n  b</pre>", "```text\na\n  b\n```"),
    ('<a href="https://a.example/x(y)">there</a>', "[there](https://a.example/x%28y%29)"),
    ('<a href="javascript:alert(1)">there</a>', "there"),
    ('<a href="https://a.example"></a>end', "end"),
    ("<p>1. no list</p><p># no heading</p><p>- no item</p>", "1\\. no list\n\n\\# no heading\n\n\\- no item"),
    ("a_b * c [d] &lt;e&gt; `f` ~ | &amp;amp;", "a\\_b \\* c \\[d\\] \\<e\\> \\`f\\` \\~ \\| \\&amp;"),
    ("<script>alert(1)</script><style>p {}</style><iframe>x</iframe>kept", "kept"),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\n\nc"),
    ('<p onclick="x()"><span style="color:red">red</span><img src="x"></p>', "red"),
    ("unclosed <b>bold <i>both", "unclosed bold both"),
    ("a<![<b>c</b>", "ac"),
    ("a<![CDATA[b]]>c<![if !IE]>d<![endif]>e<!DOCTYPE x>f<!g>h<![", "acdefh\\<!\\["),
    ("", ""),
])  # fmt: skip
def test_html_as_markdown(html: str, markdown: str) -> None:
    assert to_markdown(html) == markdown


LETTERS = "ab1 *_`[]()<>#+-=.!|~&;\\:/\n"
TEXTS = st.text(LETTERS, max_size=20).map(escape)


def element(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    names = st.sampled_from(["p", "ul", "ol", "li", "b", "em", "h2", "div", "blockquote", "span", "strong", "section"])
    return st.builds("<{0}>{1}</{0}>".format, names, st.lists(inner, max_size=3).map("".join))


def words(text: str) -> str:
    return re.sub(r"\s+", "", text)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.recursive(TEXTS, element, max_leaves=8), max_size=3).map("".join))
def test_no_word_and_no_sign_is_lost_or_added(html: str) -> None:
    shown = words(plain(to_markdown(html)))

    said = words(re.sub(r"<[^<>]*>", " ", html).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    assert typographic(shown) == typographic(said)


def typographic(text: str) -> str:
    """Return a text without what the renderer sets by the rules of typography."""
    return re.sub(r"[-\u2013\u2014.\u2026?!,+\u00b1]|&nbsp;|\u00a0", "", text)


@settings(max_examples=100, deadline=None)
@given(st.text(LETTERS + "script\"'", max_size=60))
def test_no_script_comes_through(text: str) -> None:
    shown = render(to_markdown(f"<p>{text}<script>alert(1)</script></p>"))

    assert "<script" not in shown
    assert "javascript:" not in shown.partition("href=")[2]


@pytest.mark.parametrize(("text", "found"), [
    ("Berlin, Germany", ("Berlin", "DE")), ("London, UK", ("London", "GB")),
    ("Austin, Texas, United States", ("Austin", "US")),
    ("San Francisco, CA", None), ("Wilmington, DE", None), ("Atlanta, Georgia", None), ("Berlin", None),
    ("Remote, Germany", None), ("Berlin, Germany or Vienna, Austria", None),
    ("Berlin, Germany / Remote", None), ("", None),
])  # fmt: skip
def test_a_place_is_taken_only_where_it_is_certain(text: str, found: tuple[str, str] | None) -> None:
    place = place_of(text)

    assert (place and (place.city, place.country)) == found


@pytest.mark.parametrize(("name", "code"), [
    ("DE", "DE"), ("de", "DE"), ("Germany", "DE"), ("The Netherlands", "NL"), ("Côte d'Ivoire", "CI"), ("USA", "US"),
    ("U.S.A.", "US"), ("Türkiye", "TR"), ("Czech Republic", "CZ"), ("Atlantis", ""), ("", ""),
])  # fmt: skip
def test_countries_are_known_by_code_and_name(name: str, code: str) -> None:
    assert country(name) == code
