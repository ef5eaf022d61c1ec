"""Seals the ledger in the database itself: rows are added, never changed or deleted. One change is let through, the
cut of the link to an erased person.

SQLite forgets triggers when a later migration rebuilds the table: such a migration must seal it again.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REFUSAL = "The ledger is append-only: its entries are never changed and never deleted."
KEPT = ("id", "at", "actor_mark", "kind", "subject", "number", "fields", "previous", "hash")

SEAL = {
    "sqlite": [
        f"""
        CREATE TRIGGER ledger_entry_keeps_rows BEFORE DELETE ON ledger_entry
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
        """,
        f"""
        CREATE TRIGGER ledger_entry_keeps_values BEFORE UPDATE ON ledger_entry
        WHEN NEW.actor_id IS NOT NULL OR {" OR ".join(f'NEW."{name}" IS NOT OLD."{name}"' for name in KEPT)}
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
        """,
    ],
    "postgresql": [
        f"""
        CREATE FUNCTION ledger_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' AND NEW.actor_id IS NULL
                AND to_jsonb(NEW) - 'actor_id' = to_jsonb(OLD) - 'actor_id' THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
        END $$
        """,
        """
        CREATE TRIGGER ledger_entry_keeps_rows_and_values BEFORE UPDATE OR DELETE ON ledger_entry
        FOR EACH ROW EXECUTE FUNCTION ledger_entry_refuse()
        """,
    ],
}
UNSEAL = {
    "sqlite": ["DROP TRIGGER ledger_entry_keeps_rows", "DROP TRIGGER ledger_entry_keeps_values"],
    "postgresql": [
        "DROP TRIGGER ledger_entry_keeps_rows_and_values ON ledger_entry",
        "DROP FUNCTION ledger_entry_refuse()",
    ],
}


def seal(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SEAL[editor.connection.vendor]:
        editor.execute(statement, params=None)


def unseal(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in UNSEAL[editor.connection.vendor]:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_begin")]
    operations = [migrations.RunPython(seal, unseal)]
