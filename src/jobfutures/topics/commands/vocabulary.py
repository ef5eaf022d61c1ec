"""Writes the vocabulary."""

from django.db import transaction

from jobfutures.topics.content import Vocabulary
from jobfutures.topics.models import Area, Role, RoleShare, Section


@transaction.atomic
def load_vocabulary(*, vocabulary: Vocabulary) -> None:
    """Bring sections, areas, roles and shares to what the content folders say; unchanged rows are not touched."""
    write_changed(
        [
            Section(id=section.id, slug=section.slug, title=section.title, line=section.line, position=index)
            for index, section in enumerate(vocabulary.sections)
        ]
    )
    write_changed(
        [
            Area(section_id=section.id, position=index, **area.model_dump())
            for section in vocabulary.sections
            for index, area in enumerate(section.area)
        ]
    )
    write_changed([Role(id=role.id, title=role.title, line=role.line, retired=False) for role in vocabulary.roles])
    Role.objects.exclude(id__in=[role.id for role in vocabulary.roles]).update(retired=True)
    load_shares(vocabulary)


def load_shares(vocabulary: Vocabulary) -> None:
    """Write all shares anew when one differs: they are one table that only makes sense whole."""
    shares = {
        (role.id, area, level.upper(), share)
        for role in vocabulary.roles
        for level, by_area in role.shares.items()
        for area, share in by_area.items()
    }
    if shares != set(RoleShare.objects.values_list("role_id", "area_id", "level", "share")):
        RoleShare.objects.all().delete()
        RoleShare.objects.bulk_create(
            RoleShare(role_id=role, area_id=area, level=level, share=share)
            for role, area, level, share in sorted(shares)
        )


def write_changed[Row: (Section, Area, Role)](rows: list[Row]) -> None:
    """Insert new rows and update those that differ from what is stored."""
    if not rows:
        return
    model = type(rows[0])
    names = [field.attname for field in model._meta.concrete_fields]
    stored = {row["id"]: row for row in model._default_manager.values(*names)}
    changed = [row for row in rows if {name: getattr(row, name) for name in names} != stored.get(row.pk)]
    model._default_manager.bulk_create(
        changed, update_conflicts=True, unique_fields=["id"], update_fields=[name for name in names if name != "id"]
    )
