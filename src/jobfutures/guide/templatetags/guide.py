"""How the guide's pages word what is stored."""

from django import template
from django.utils.text import slugify
from django.utils.translation import gettext as _

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


@register.filter
def duration(minutes: float) -> str:
    """Return minutes as one would plan them: 25 -> 25 min, 85 -> 1 h 25 min; above three hours by quarters."""
    whole = round(minutes / 15) * 15 if minutes > 180 else max(round(minutes), 1)
    hours, rest = divmod(whole, 60)
    if not hours:
        return _("%(minutes)s min") % {"minutes": rest}
    if not rest:
        return _("%(hours)s h") % {"hours": hours}
    return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}


@register.filter
def percent(share: float) -> str:
    """Return a share as whole percent: 0.05 -> 5 %."""
    return f"{round(share * 100)}\u00a0%"
