"""How the guide's pages word what is stored."""

from django import template
from django.utils.text import slugify

from jobfutures.topics.models import Level

register = template.Library()


@register.filter
def level_name(level: str) -> str:
    return str(Level(level).label)


@register.filter
def file_name(path: str) -> str:
    return path.rsplit("/", 1)[-1]


@register.filter
def example_anchor(path: str) -> str:
    return slugify(file_name(path).removesuffix(".py"))


@register.filter
def version_list(versions: dict[str, str]) -> str:
    """Return {"Python": "3.13", "Django": "6.1"} as "Python 3.13, Django 6.1"."""
    return ", ".join(f"{name} {version}" for name, version in versions.items())
