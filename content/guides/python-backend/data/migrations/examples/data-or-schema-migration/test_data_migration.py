"""Data in a migration: which model it may use, what breaks when it shares a transaction with a schema change."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.state import ProjectState
from django.db.utils import DatabaseError, OperationalError
from shop.models import Account

pytestmark = pytest.mark.django_db(transaction=True)


class Initial(migrations.Migration):
    operations = [
        migrations.CreateModel(
            "Person", [("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=50))]
        ),
        migrations.CreateModel(
            "Address",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("person", models.ForeignKey("Person", models.CASCADE)),
                ("city", models.CharField(max_length=50, default="")),
            ],
        ),
    ]


class AddEmail(migrations.Migration):
    operations = [migrations.AddField("person", "email", models.CharField(max_length=50, default=""))]


def fill_email(apps, schema_editor):
    person = apps.get_model("crm", "Person")  # the model as it is at this point of the history
    todo = person.objects.filter(email="")
    while batch := list(todo.order_by("pk")[:40]):
        for row in batch:
            row.email = f"{row.name.lower()}@example.org"
        person.objects.bulk_update(batch, ["email"])


class FillEmail(migrations.Migration):
    atomic = False  # every batch commits on its own
    operations = [migrations.RunPython(fill_email, migrations.RunPython.noop)]


def run(migration_class: type[migrations.Migration], state: ProjectState, *, back: bool = False) -> ProjectState:
    migration = migration_class("0001", "crm")
    with connection.schema_editor(atomic=migration.atomic) as editor:
        return migration.unapply(state, editor) if back else migration.apply(state, editor)


@pytest.fixture
def people():
    state = run(Initial, ProjectState())
    person = state.apps.get_model("crm", "Person")
    person.objects.bulk_create(person(name=f"Person{number}") for number in range(100))
    yield state
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS crm_address")
        cursor.execute("DROP TABLE IF EXISTS crm_person")


def test_the_historical_model_has_the_columns_of_its_time(people):
    before = people.apps.get_model("crm", "Person")
    after = run(AddEmail, people.clone()).apps.get_model("crm", "Person")
    print("before:", [field.name for field in before._meta.fields], "after:", [f.name for f in after._meta.fields])
    assert len(after._meta.fields) == len(before._meta.fields) + 1
    assert before.objects.count() == 100  # works, although the table has grown


def test_the_model_of_today_asks_for_columns_that_are_not_there_yet(people):
    """On a fresh database the old migration runs with today's code, which expects tomorrow's table."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE shop_account RENAME COLUMN version TO not_yet")
    try:
        with pytest.raises(DatabaseError, match="version"):
            list(Account.objects.all())  # from shop.models import Account, inside a data migration
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE shop_account RENAME COLUMN not_yet TO version")


def test_the_historical_model_has_no_methods_of_yours():
    class Greeter(models.Model):
        name = models.CharField(max_length=50)

        class Meta:
            app_label = "crm_today"

        def save(self, *args, **kwargs):
            self.name = self.name.title()
            super().save(*args, **kwargs)

    state = ProjectState()
    state.add_model(migrations.state.ModelState.from_model(Greeter))
    historical = state.apps.get_model("crm_today", "Greeter")
    print("own save() on the historical model:", historical.save is not models.Model.save)
    assert historical.save is models.Model.save


def test_a_backfill_in_batches_may_run_twice(people):
    state = run(AddEmail, people)
    person = state.apps.get_model("crm", "Person")
    person.objects.filter(pk__lte=person.objects.order_by("pk")[29].pk).update(email="done@example.org")
    run(FillEmail, state)  # 70 left: batches of 40 and 30
    run(FillEmail, state)  # nothing left
    empty, kept = (person.objects.filter(**which).count() for which in ({"email": ""}, {"email__startswith": "done"}))
    print(f"empty: {empty}, kept as they were: {kept}")
    assert (empty, kept) == (0, 30)


def test_without_a_way_back_nobody_can_go_back(people):
    class OneWay(migrations.Migration):
        operations = [migrations.RunPython(lambda apps, editor: None)]

    with pytest.raises(IrreversibleError):
        run(OneWay, people, back=True)


class DataAndSchemaTogether(migrations.Migration):
    operations = [
        migrations.RunPython(
            lambda apps, editor: apps.get_model("crm", "Address").objects.create(
                person=apps.get_model("crm", "Person").objects.first()
            )
        ),
        migrations.AlterField("address", "city", models.CharField(max_length=200, null=True, default=None)),
    ]


@pytest.mark.postgresql
def test_data_and_schema_in_one_transaction_trip_over_deferred_checks(people):
    with pytest.raises(OperationalError, match="pending trigger events") as refused:
        run(DataAndSchemaTogether, people)
    print(str(refused.value).splitlines()[0])


@pytest.mark.postgresql
def test_a_data_migration_inside_one_transaction_locks_every_row_until_its_end(people):
    other = connection.copy()
    with connection.schema_editor(atomic=True), other.cursor() as cursor:
        person = people.apps.get_model("crm", "Person")
        person.objects.update(name="Somebody")
        with pytest.raises(OperationalError, match="lock"):
            cursor.execute("SELECT id FROM crm_person LIMIT 1 FOR UPDATE NOWAIT")
    other.close()
