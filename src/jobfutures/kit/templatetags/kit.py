"""Template tags that every room may use."""

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def minutes(seconds: int) -> str:
    """Return seconds as the minutes a person would say: 90 -> 1½."""
    whole, rest = divmod(round(seconds / 30), 2)
    return f"{whole or ''}½" if rest else str(whole)


@register.filter
def trusted(html: str) -> SafeString:
    """Pass HTML that our own Markdown renderer made and sanitised when the content was loaded."""
    return mark_safe(html)


@register.filter
def sentence(name: str) -> str:
    """Return a test's name as the sentence it is: test_a_list_is_shared -> A list is shared."""
    words = name.removeprefix("test_").replace("_", " ")
    return words[:1].upper() + words[1:]


@register.simple_tag(takes_context=True)
def here(context: template.Context, prefix: str) -> SafeString:
    """Return aria-current for a navigation link whose pages start with `prefix`."""
    path = context["request"].path if "request" in context else ""
    return mark_safe(' aria-current="page"') if path.startswith(prefix) else SafeString("")
