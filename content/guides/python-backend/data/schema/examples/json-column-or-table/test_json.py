"""A JSON column beside real columns: what it accepts, what it loses under two writers, and what it costs to search."""

from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import Q
from sqlalchemy import text

pytestmark = pytest.mark.django_db


def build(name: str, *constraints: models.BaseConstraint) -> type[models.Model]:
    fields = [
        ("id", models.BigAutoField(primary_key=True)),
        ("sku", models.CharField(max_length=20)),
        ("data", models.JSONField(default=dict)),
    ]
    state = ProjectState()
    state.add_model(ModelState("jsonshop", name, fields, {"constraints": constraints}))
    return state.apps.get_model("jsonshop", name)


POSITIVE = Q(data__weight_g__isnull=True) | Q(data__weight_g__gt=0)
Item = build("Item")
Guarded = build("Guarded", models.CheckConstraint(condition=POSITIVE, name="weight_ok"))


@pytest.fixture(scope="module", autouse=True)
def tables(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.create_model(Item)
        editor.create_model(Guarded)
    yield
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.delete_model(Item)
        editor.delete_model(Guarded)


def skus(queryset) -> list[str]:
    return sorted(queryset.values_list("sku", flat=True))


def test_a_typo_and_a_wrong_type_are_stored_without_a_word():
    Item.objects.create(sku="tea", data={"colour": "green", "weight_g": 100})
    Item.objects.create(sku="cup", data={"color": "green", "weight_g": "100"})
    found = skus(Item.objects.filter(data__colour="green")), skus(Item.objects.filter(data__weight_g=100))
    print("colour green:", found[0], "| weight 100:", found[1])
    assert found == (["tea"], ["tea"])  # the cup is green and weighs 100 g, and no error was raised


def test_a_key_that_is_missing_a_null_and_exclude():
    Item.objects.create(sku="none", data={})
    Item.objects.create(sku="null", data={"colour": None})
    Item.objects.create(sku="red", data={"colour": "red"})
    seen = {
        "no such key": skus(Item.objects.filter(data__colour__isnull=True)),
        "JSON null": skus(Item.objects.filter(data__colour=None)),
        "not red": skus(Item.objects.exclude(data__colour="red")),
    }
    for question, answer in seen.items():
        print(f"{question}: {answer}")
    assert list(seen.values()) == [["none"], ["null"], ["null"]]


def test_a_check_constraint_can_guard_a_key():
    with pytest.raises(IntegrityError), transaction.atomic():
        Guarded.objects.create(sku="air", data={"weight_g": -1})
    Guarded.objects.create(sku="book", data={"pages": 300})
    assert skus(Guarded.objects.all()) == ["book"]


def test_two_writers_of_different_keys_overwrite_each_other():
    pk = Item.objects.create(sku="tea", data={}).pk
    ours, theirs = Item.objects.get(pk=pk), Item.objects.get(pk=pk)
    ours.data["colour"] = "green"
    ours.save(update_fields=["data"])
    theirs.data["weight_g"] = 100
    theirs.save(update_fields=["data"])
    print("stored:", Item.objects.get().data)
    assert Item.objects.get().data == {"weight_g": 100}  # as columns, update_fields would have kept both


@pytest.mark.postgresql
def test_postgresql_can_set_one_key_in_place():
    Item.objects.create(sku="tea", data={"colour": "green"})
    with connection.cursor() as cursor:
        cursor.execute("""UPDATE jsonshop_item SET data = data || '{"weight_g": 100}'""")
    assert Item.objects.get().data == {"colour": "green", "weight_g": 100}


@pytest.mark.postgresql
def test_which_question_each_index_on_json_answers(engine):
    def uses_index(condition: str) -> bool:
        plan = " ".join(session.scalars(text(f"EXPLAIN (COSTS OFF) SELECT * FROM thing WHERE {condition}")))
        return "Index" in plan

    questions = {
        "contains": """data @> '{"colour": "c7"}'""",
        "equals": "data ->> 'colour' = 'c7'",
        "range": "(data ->> 'weight')::integer < 10",
    }
    answers = {}
    with engine.connect() as session:
        session.execute(text("CREATE TEMPORARY TABLE thing (data jsonb)"))
        session.execute(
            text("""
                INSERT INTO thing SELECT jsonb_build_object('colour', 'c' || n % 500, 'weight', n)
                FROM generate_series(1, 5000) n
            """)
        )
        for name, index in {
            "GIN (data)": "USING gin (data jsonb_path_ops)",
            "one key": "((data ->> 'colour'))",
            "one key as a number": "(((data ->> 'weight')::integer))",
        }.items():
            session.execute(text(f"CREATE INDEX thing_index ON thing {index}"))
            session.execute(text("ANALYZE thing"))
            answers[name] = [question for question, condition in questions.items() if uses_index(condition)]
            session.execute(text("DROP INDEX thing_index"))
    for name, served in answers.items():
        print(f"{name}: {served}")
    assert answers == {"GIN (data)": ["contains"], "one key": ["equals"], "one key as a number": ["range"]}
