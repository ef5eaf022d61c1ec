"""A new release runs beside the one before: its migrations only add, and hold nobody up."""

import pytest
from django.conf import settings
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from packaging.version import Version

from jobfutures.config.version import version
from jobfutures.kit.online import AddIndexOnline
from tests.migrations import faults, later

# Written before the first release: nothing ever ran beside them.
BEFORE_THE_FIRST_RELEASE = frozenset(
    {
        "companies.0002_facts",
        "exercises.0002_statement_text",
        "exercises.0003_tasks",
        "guide.0002_runnable_examples",
        "guide.0003_interviewers_and_paths",
    }
)
CASES: list[tuple[migrations.operations.base.Operation, bool]] = [
    (migrations.RemoveField("job", "title"), False),
    (migrations.RenameField("job", "title", "name"), False),
    (migrations.DeleteModel("Job"), False),
    (migrations.AddField("job", "seats", models.IntegerField()), False),
    (migrations.AddField("job", "seats", models.IntegerField(default=1)), False),
    (migrations.AddField("job", "seats", models.IntegerField(null=True)), True),
    (migrations.AddField("job", "seats", models.IntegerField(db_default=1)), True),
    (migrations.AddField("job", "seats", models.IntegerField(db_default=1, db_index=True)), False),
    (migrations.AddIndex("job", models.Index(fields=["title"], name="by_title")), False),
    (AddIndexOnline("job", models.Index(fields=["title"], name="by_title")), True),
    (migrations.AddConstraint("job", models.UniqueConstraint(fields=["title"], name="one_title")), False),
    (migrations.CreateModel("Seat", [("id", models.BigAutoField(primary_key=True))]), True),
    (migrations.AddIndex("seat", models.Index(fields=["id"], name="by_id")), False),
]


@pytest.mark.parametrize(("operation", "is_safe"), CASES)
def test_each_step_that_the_release_before_could_not_live_with_is_found(
    operation: migrations.operations.base.Operation, is_safe: bool
) -> None:
    step = migrations.Migration("0002_step", "jobs")
    step.operations = [operation]

    assert (list(faults(step)) == []) is is_safe


def test_what_a_migration_makes_itself_it_may_shape() -> None:
    step = migrations.Migration("0002_step", "jobs")
    step.operations = [CASES[-2][0], CASES[-1][0]]

    assert list(faults(step)) == []


def test_every_migration_after_a_rooms_first_lets_the_release_before_run_beside_it() -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    found = [one for room in settings.ROOMS for one in later(room, loader)]
    wrong = [
        line
        for one in found
        if f"{one.app_label}.{one.name}" not in BEFORE_THE_FIRST_RELEASE
        for line in faults(one, loader)
    ]

    assert wrong == []
    for one in found:
        contract = getattr(one, "contract_of", "")
        assert not contract or Version(contract) <= Version(version()), f"{one}: {contract} is not released"
