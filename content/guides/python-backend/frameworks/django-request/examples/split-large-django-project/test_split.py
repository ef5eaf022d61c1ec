"""A model moves from one app to another: what happens to its table, its permissions, and to the direction of imports."""

import ast
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

pytestmark = pytest.mark.django_db


def invoice(**options) -> migrations.CreateModel:
    fields = [("id", models.BigAutoField(primary_key=True)), ("cents", models.IntegerField())]
    return migrations.CreateModel("Invoice", fields, options)


def sql_of(app: str, operation, before: ProjectState) -> tuple[list[str], ProjectState]:
    """What one operation of one app would send to the database, without sending it."""
    after = before.clone()
    operation.state_forwards(app, after)
    with connection.schema_editor(collect_sql=True) as editor:
        operation.database_forwards(app, editor, before, after)
    return [line for line in editor.collected_sql if not line.startswith("--")], after


@pytest.fixture
def before() -> ProjectState:
    """Today: billing's Invoice lives in the app shop, its table is shop_invoice."""
    state = ProjectState()
    invoice().state_forwards("shop", state)
    return state


@pytest.mark.django_db(transaction=True)  # SQLite's schema editor refuses to work inside a transaction
def test_what_makemigrations_proposes_drops_the_table_with_its_rows(before):
    created, between = sql_of("billing", invoice(), before)
    deleted, _ = sql_of("shop", migrations.DeleteModel("Invoice"), between)
    proposal = [" ".join(statement.rstrip(";").split()[:3]) for statement in created + deleted]
    print("proposed:", proposal)
    assert proposal == ['CREATE TABLE "billing_invoice"', 'DROP TABLE "shop_invoice"']


@pytest.mark.django_db(transaction=True)
def test_a_move_of_the_state_alone_sends_nothing(before):
    """Two migrations: billing takes the model with the old table's name, shop forgets it."""
    take = migrations.SeparateDatabaseAndState(state_operations=[invoice(db_table="shop_invoice")])
    forget = migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("Invoice")])
    first, between = sql_of("billing", take, before)
    second, after = sql_of("shop", forget, between)
    moved = after.apps.get_model("billing", "Invoice")
    print("statements sent:", len(first + second), "- model", moved._meta.label, "on table", moved._meta.db_table)
    assert first + second == []
    assert moved._meta.db_table == "shop_invoice"
    with pytest.raises(LookupError):
        after.apps.get_model("shop", "Invoice")


def test_permissions_and_generic_relations_follow_the_app_label_not_the_table():
    old = ContentType.objects.create(app_label="shop", model="invoice")
    Permission.objects.create(codename="view_invoice", name="Can view invoice", content_type=old)

    def granted() -> set[str]:
        found = Permission.objects.filter(codename="view_invoice")
        return {f"{permission.content_type.app_label}.{permission.codename}" for permission in found}

    forgotten = granted()  # code now asks for billing.view_invoice, and nobody has it
    ContentType.objects.filter(app_label="shop", model="invoice").update(app_label="billing")
    print("after the move:", forgotten, "after a data migration:", granted())
    assert (forgotten, granted()) == ({"shop.view_invoice"}, {"billing.view_invoice"})


ALLOWED = {  # app: what it may import
    "catalogue": set(),
    "orders": {"catalogue"},
    "billing": {"orders"},
}
SOURCES = {
    "catalogue/models.py": "from django.db import models\n",
    "orders/models.py": "from catalogue.models import Product\n",
    "orders/services.py": "from billing.services import invoice_for\n",  # the shortcut of a Friday afternoon
    "billing/services.py": "from orders.models import Order\n",
}


def wrong_imports(root: Path) -> list[str]:
    wrong = []
    for file in sorted(root.rglob("*.py")):
        app = file.relative_to(root).parts[0]
        for node in ast.walk(ast.parse(file.read_text())):
            names = [node.module] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                other = (name or "").split(".")[0]
                if other in ALLOWED and other != app and other not in ALLOWED[app]:
                    wrong.append(f"{app} imports {other} in {file.name}")
    return wrong


def test_a_list_of_allowed_directions_finds_the_cycle_before_it_grows(tmp_path):
    for name, source in SOURCES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(source)
    found = wrong_imports(tmp_path)
    print(found)
    assert found == ["orders imports billing in services.py"]

    (tmp_path / "orders/services.py").write_text("from catalogue.models import Product\n")
    assert wrong_imports(tmp_path) == []
