"""Markdown to safe HTML: rendered when content is loaded, never while a page is served."""

import re
from collections.abc import Sequence
from functools import cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

TAGS = {
    "a", "abbr", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre", "span",
    "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "span": {"class"},
    "code": {"class"},
    "pre": {"tabindex"},
    "div": {"class"},
    "ol": {"start"},
}
SCHEMES = {"http", "https", "mailto"}
CLASS = re.compile(r"^[a-z][a-z0-9 -]*$")
QUESTION_LINK = re.compile(r"\]\(question:([^()\s]+)\)")
FORMATTER: HtmlFormatter[str] = HtmlFormatter(nowrap=True, classprefix="t-")


def highlighted(source: str, language: str) -> str:
    """Return source as HTML with one class a token, without a frame; unknown languages stay plain."""
    try:
        lexer = get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        lexer = get_lexer_by_name("text", stripnl=False)
    return str(highlight(source, lexer, FORMATTER))


def fence_language(info: str) -> str:
    """Return the language to colour: `sketch python` is Python that is not meant to run, `text` is text."""
    words = info.split()
    return words[-1] if words else "text"


@cache
def renderer() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "typographer": True, "highlight": None})
    markdown.enable(["table", "strikethrough", "replacements", "smartquotes"])

    def block(_renderer: object, tokens: Sequence[Token], index: int, *_rest: object) -> str:
        token = tokens[index]  # fenced or indented; it may scroll, so a keyboard must reach it
        return f'<pre tabindex="0"><code>{highlighted(token.content, fence_language(token.info))}</code></pre>\n'

    markdown.add_render_rule("fence", block)
    markdown.add_render_rule("code_block", block)
    return markdown


def sanitised(html: str) -> str:
    """Return HTML with only the tags, attributes and address schemes that our pages use."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        attribute_filter=lambda _tag, name, value: value if name != "class" or CLASS.match(value) else None,
        link_rel="noopener",
    )


def render(text: str, links: dict[str, str] | None = None) -> str:
    """Return the HTML of a Markdown text. `links`: addresses for `question:ID` links, by ID."""
    return sanitised(renderer().render(with_addresses(text, links or {}))).strip()


def with_addresses(text: str, links: dict[str, str]) -> str:
    """Return Markdown whose `question:ID` links lead to their addresses; those of unknown questions stay."""
    return QUESTION_LINK.sub(lambda link: f"]({links[link[1]]})" if link[1] in links else link[0], text)


def render_line(text: str, links: dict[str, str] | None = None) -> str:
    """Return the HTML of one line or paragraph, without a <p> around it."""
    html = render(text, links)
    if html.count("<p>") == 1 and html.startswith("<p>") and html.endswith("</p>"):
        return html[3:-4]
    return html


def plain(text: str) -> str:
    """Return the words of a Markdown text without its marks, for search and for previews."""
    words = nh3.clean(renderer().render(text), tags=set(), clean_content_tags=set())
    return re.sub(
        r"\s+", " ", words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("&quot;", '"')
    ).strip()
