"""What of a profile a candidate may share, field by field. What they look for is none of it."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from jobfutures.accounts.models import User
from jobfutures.kit.countries import NAMES
from jobfutures.kit.offers import Offer, Row, Sensitivity, Value
from jobfutures.profiles import wording
from jobfutures.profiles.conditions import Permission
from jobfutures.profiles.lists import rows_of
from jobfutures.profiles.models import Profile
from jobfutures.profiles.queries import items_of, said
from jobfutures.profiles.resume.fields import SECTIONS
from jobfutures.profiles.resume.lines import text_of
from jobfutures.profiles.rules import is_link, one_line

OF = "profile"
FIELDS: Mapping[str, tuple[Any, Sensitivity]] = {
    "profile.name": (later("Name"), Sensitivity.PERSONAL),
    "profile.email": (later("E-mail address"), Sensitivity.PERSONAL),
    "profile.phone": (later("Phone"), Sensitivity.PERSONAL),
    "profile.links": (later("Website and links"), Sensitivity.PERSONAL),
    "profile.work": (later("Work"), Sensitivity.DETAILED),
    "profile.education": (later("Education"), Sensitivity.DETAILED),
    "profile.location": (later("Place and time zone"), Sensitivity.PERSONAL),
    "profile.work_auth": (later("Right to work"), Sensitivity.PERSONAL),
}


def offers(person: User) -> list[Offer]:
    """Return what has a value now, in the order of the registry; whoever never began a profile has none. One query."""
    listed = {f"has_{name}": Exists(rows_of(name).filter(owner=OuterRef("owner"))) for name in ENTRIES.values()}
    profile = Profile.objects.visible_to(person).annotate(**listed).first()
    if profile is None:
        return []
    there = {name for name, facts in FACTS.items() if facts(profile, person)}
    there |= {name for name, section in ENTRIES.items() if getattr(profile, f"has_{section}")}
    group = _("Your profile")
    return [
        Offer(name, str(label), group, sensitivity) for name, (label, sensitivity) in FIELDS.items() if name in there
    ]


def values(person: User, names: Collection[str]) -> dict[str, Value]:
    """Return the values of those of these names that are ours and say something. Three queries at most."""
    wanted = [name for name in FIELDS if name in names]
    profile = Profile.objects.visible_to(person).first() if wanted else None
    found: dict[str, Value] = {}
    if profile is None:
        return found
    for name in wanted:
        rows = entries(person, ENTRIES[name]) if name in ENTRIES else FACTS[name](profile, person)
        if rows:
            found[name] = rows
    return found


def a_line(text: str) -> Value:
    return [Row(title=one_line(text))] if text.strip() else []


def name_of(profile: Profile, _person: User) -> Value:
    return a_line(profile.name)


def email_of(profile: Profile, person: User) -> Value:
    """Return the address of the résumé; where none was given, that of the account."""
    return a_line(profile.email or person.email)


def phone_of(profile: Profile, _person: User) -> Value:
    return a_line(profile.phone)


def links_of(profile: Profile, _person: User) -> Value:
    homepage = [Row(title=one_line(profile.homepage), **linked(profile.homepage))] if profile.homepage.strip() else []
    return [*homepage, *(link_row(one) for one in profile.links if any(link_row(one).values()))]


def link_row(link: Mapping[str, Any]) -> Row:
    network, username, url = (text_of(link.get(key)) for key in ("network", "username", "url"))
    row = Row(title=network or url or username, **linked(url))
    rest = [part for part in (username, "" if "link" in row else url) if part and part != row["title"]]
    return Row(**row, meta=", ".join(rest)) if rest else row


def linked(url: str) -> Row:
    return Row(link=url) if is_link(url) else Row()


def location_of(profile: Profile, _person: User) -> Value:
    place = ", ".join(part for part in (one_line(profile.city), NAMES.get(profile.country, "")) if part)
    zone = profile.timezone.replace("_", " ")
    if place and zone:
        return [Row(title=place, meta=zone)]
    return a_line(place or zone)


def work_auth_of(profile: Profile, _person: User) -> Value:
    return [
        Row(title=NAMES[one["country"]], meta=str(Permission(one["status"]).label)) for one in profile.work_auth
    ]  # fmt: skip


def entries(person: User, section: str) -> Value:
    """Return the entries of a list, each with its name, its small facts and what it tells."""
    found: Value = []
    for item in items_of(person, section):
        columns = said(item, SECTIONS[section])
        row = Row(title=wording.heading(section, columns) or _("Without a name"))
        if meta := " · ".join(wording.meta(section, columns)):
            row["meta"] = meta
        if text := wording.prose(columns):
            row["text"] = text
        found.append(Row(**row, **linked(columns.get("url", ""))))
    return found


FACTS: Mapping[str, Callable[[Profile, User], Value]] = {
    "profile.name": name_of,
    "profile.email": email_of,
    "profile.phone": phone_of,
    "profile.links": links_of,
    "profile.location": location_of,
    "profile.work_auth": work_auth_of,
}
ENTRIES = {"profile.work": "work", "profile.education": "education"}
