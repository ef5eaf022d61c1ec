"""Writes the vocabulary, and begins a new edition of the public pages."""

from datetime import datetime

from django.db import transaction

from jobfutures.topics.content import Vocabulary
from jobfutures.topics.models import Area, Edition, Role, RoleShare, Section
from jobfutures.topics.queries import content_hash


@transaction.atomic
def load_vocabulary(*, vocabulary: Vocabulary) -> None:
    """Bring sections, areas, roles and shares to what the content folders say; unchanged rows are not touched."""
    sections = [
        Section(id=section.id, slug=section.slug, title=section.title, line=section.line, position=index)
        for index, section in enumerate(vocabulary.sections)
    ]
    areas = [
        Area(
            id=area.id,
            section_id=section.id,
            slug=area.slug,
            title=area.title,
            line=area.line,
            first_release=area.first_release,
            position=index,
        )
        for section in vocabulary.sections
        for index, area in enumerate(section.area)
    ]
    roles = [Role(id=role.id, title=role.title, line=role.line, retired=False) for role in vocabulary.roles]
    for rows in (sections, areas, roles):
        write_changed(rows)
    Role.objects.exclude(id__in=[role.id for role in roles]).update(retired=True)
    shares = [
        RoleShare(role_id=role.id, area_id=area, level=level.upper(), share=share)
        for role in vocabulary.roles
        for level, by_area in role.shares.items()
        for area, share in by_area.items()
    ]
    stored = {(s.role_id, s.area_id, s.level, s.share) for s in RoleShare.objects.all()}
    if stored != {(s.role_id, s.area_id, s.level, s.share) for s in shares}:
        RoleShare.objects.all().delete()
        RoleShare.objects.bulk_create(shares)


def write_changed(rows: list[Section] | list[Area] | list[Role]) -> None:
    """Insert new rows and update those that differ from what is stored."""
    if not rows:
        return
    model = type(rows[0])
    names = [field.attname for field in model._meta.concrete_fields]
    stored = {row["id"]: row for row in model._default_manager.values(*names)}
    changed = [row for row in rows if {name: getattr(row, name) for name in names} != stored.get(row.pk)]
    model._default_manager.bulk_create(  # type: ignore[misc]
        changed, update_conflicts=True, unique_fields=["id"], update_fields=[name for name in names if name != "id"]
    )


def begin_edition(*, reason: str, at: datetime, loaded: str | None = None) -> Edition:
    """Begin a new edition of the public pages. `loaded`: the hash of the content folders, when they were loaded."""
    return Edition.objects.create(content_hash=content_hash() if loaded is None else loaded, reason=reason, at=at)
