"""Which steps of a migration the release before could not live with, while both run side by side.

A room's first migration makes its tables, and may do anything. Every later one only adds (expand); what goes, goes one
release after the code stopped using it (contract), and the migration says so: `contract_of = "0.4.0"`, the first
release whose code does without.
"""

from collections.abc import Iterator

from django.db.migrations import Migration, operations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.models import NOT_PROVIDED, Field

from jobfutures.kit.online import AddIndexOnline

GOES = (
    operations.RemoveField,
    operations.DeleteModel,
    operations.RenameField,
    operations.RenameModel,
    operations.AlterModelTable,
    operations.RemoveConstraint,
)


def later(room: str, loader: MigrationLoader) -> list[Migration]:
    """Return a room's migrations after its first, in order."""
    found = [migration for (app, _), migration in sorted(loader.disk_migrations.items()) if app == room]
    return found[1:]


def faults(migration: Migration, loader: MigrationLoader | None = None) -> Iterator[str]:
    made = {one.name.lower() for one in migration.operations if isinstance(one, operations.CreateModel)}
    for one in migration.operations:
        table = str(getattr(one, "model_name", "") or getattr(one, "name", "")).lower()
        if table not in made:
            yield from (f"{migration.app_label}.{migration.name}: {fault}" for fault in of(one, migration, loader))


def of(one: Operation, migration: Migration, loader: MigrationLoader | None) -> Iterator[str]:
    if isinstance(one, GOES) and not getattr(migration, "contract_of", ""):
        yield f"{one.describe()}: the release before still uses it; say `contract_of` once a release does without"
    if isinstance(one, operations.AddField) and not is_optional(one.field):
        yield f"{one.describe()}: the release before writes rows without it; give it null=True or a db_default"
    if isinstance(one, operations.AddField) and (one.field.db_index or one.field.unique) and not is_new(one.field):
        yield f"{one.describe()}: its index holds writers up; add it in a step of its own, AddIndexOnline"
    if isinstance(one, operations.AddIndex) and not isinstance(one, AddIndexOnline):
        yield f"{one.describe()}: holds writers up while it is built; use AddIndexOnline"
    if isinstance(one, operations.AddConstraint) and not getattr(migration, "contract_of", ""):
        yield f"{one.describe()}: the release before may break it; say `contract_of` once a release keeps it"
    if isinstance(one, operations.AlterField) and loader is not None:
        yield from (f"{one.describe()}: {why}" for why in tightened(one, migration, loader))


def is_optional(field: "Field") -> bool:
    return field.null or field.many_to_many is True or field.db_default is not NOT_PROVIDED


def is_new(field: "Field") -> bool:
    """Tell whether a column begins empty: an index of nothing is built at once."""
    return field.null and not field.has_default()


def tightened(one: operations.AlterField, migration: Migration, loader: MigrationLoader) -> Iterator[str]:
    state = loader.project_state((migration.app_label, migration.name), at_end=False)
    before = state.models[migration.app_label, one.model_name_lower].fields[one.name]
    if type(before) is not type(one.field):
        yield "changes its type, which rewrites the table; add a column beside it"
    if before.null and not one.field.null:
        yield "may no longer be empty, and the release before leaves it empty; say `contract_of` once none does"
    if (before.max_length or 0) > (one.field.max_length or before.max_length or 0):
        yield "becomes shorter than what the release before writes"
