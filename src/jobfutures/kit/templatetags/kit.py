"""Template tags that every room may use."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString

register = template.Library()
CODE = re.compile(r"`([^`]+)`")


@register.filter
def minutes(seconds: int) -> str:
    """Return seconds as the minutes a person would say: 90 -> 1½."""
    whole, rest = divmod(round(seconds / 30), 2)
    return f"{whole or ''}½" if rest else str(whole)


@register.filter
def trusted(html: str) -> SafeString:
    """Pass HTML that our own Markdown renderer made and sanitised when the content was loaded."""
    return SafeString(html)


@register.filter
def coded(title: str) -> SafeString:
    """Return a title as HTML, with what stands between backticks as code."""
    return SafeString(CODE.sub(r"<code>\1</code>", escape(title)))


@register.filter
def uncoded(title: str) -> str:
    """Return a title without its backticks, for places that hold plain text."""
    return title.replace("`", "")


@register.filter
def sentence(name: str) -> str:
    """Return a test's name as the sentence it is: test_a_list_is_shared[two] -> A list is shared: two."""
    function, _, case = name.removeprefix("test_").partition("[")
    words = function.replace("_", " ")
    return words[:1].upper() + words[1:] + (f": {case.removesuffix(']')}" if case else "")


@register.simple_tag(takes_context=True)
def here(context: template.Context, prefix: str) -> SafeString:
    """Return aria-current for a navigation link whose pages start with `prefix`."""
    path = context["request"].path if "request" in context else ""
    return SafeString(' aria-current="page"') if path.startswith(prefix) else SafeString("")
