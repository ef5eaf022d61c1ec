"""Django's `migrate`, which gives an empty database the schema of today instead of that of every day before."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from jobfutures.kit.first_schema import make_first_schema

ONLY_PART_OF_IT = ("app_label", "migration_name", "plan", "check_unapplied", "fake", "fake_initial", "prune")


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        if not any(options[name] for name in ONLY_PART_OF_IT):
            make_first_schema(connections[options["database"]])
        super().handle(*args, **options)
