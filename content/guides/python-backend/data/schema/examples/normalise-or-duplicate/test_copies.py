"""One fact in two places: a copy that drifts, a copy that is history, and copies the database keeps true."""

import pytest
from django.db import connection, models
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from shop.models import Customer, Order, OrderLine, Product
from sqlalchemy import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def order() -> Order:
    """Two teas at 450, total stored on the order."""
    ada = Customer.objects.create(name="Ada", email="ada@example.org")
    tea = Product.objects.create(sku="tea", name="Tea", price_cents=450)
    order = Order.objects.create(customer=ada, number="N1", total_cents=900)
    OrderLine.objects.create(order=order, product=tea, quantity=2, unit_price_cents=450)
    return order


def test_a_copied_name_must_be_changed_everywhere(engine):
    with engine.connect() as session:
        session.execute(text("CREATE TEMPORARY TABLE flat (number text, customer_id integer, customer_name text)"))
        session.execute(text("INSERT INTO flat VALUES ('N1', 1, 'Ada'), ('N2', 1, 'Ada'), ('N3', 1, 'Ada')"))
        session.execute(text("UPDATE flat SET customer_name = 'Ada Lovelace' WHERE number = 'N3'"))
        names = list(session.scalars(text("SELECT DISTINCT customer_name FROM flat WHERE customer_id = 1 ORDER BY 1")))
        session.execute(text("DELETE FROM flat WHERE customer_id = 1"))
        left = session.scalar(text("SELECT count(*) FROM flat WHERE customer_name LIKE 'Ada%'"))
    print("names of customer 1:", names, "| after deleting the orders, customers left:", left)
    assert (len(names), left) == (2, 0)  # two truths; and the customer vanished with the last order


def test_a_price_at_the_time_of_sale_is_not_a_duplicate(order):
    Product.objects.update(price_cents=990)  # next year
    by_join = order.lines.aggregate(total=Sum(F("quantity") * F("product__price_cents")))["total"]
    by_copy = order.lines.aggregate(total=Sum(F("quantity") * F("unit_price_cents")))["total"]
    print(f"last year's invoice: by today's price {by_join}, by the price on the line {by_copy}")
    assert (by_join, by_copy) == (1980, 900)


def drifted() -> list[tuple[str, int, int]]:
    """Orders whose stored total is not the sum of their lines."""
    lines = OrderLine.objects.filter(order=OuterRef("pk")).order_by().values("order")
    total = lines.annotate(sum=Sum(F("quantity") * F("unit_price_cents"))).values("sum")
    orders = Order.objects.annotate(real=Coalesce(Subquery(total), 0)).exclude(total_cents=F("real"))
    return list(orders.values_list("number", "total_cents", "real"))


def test_a_stored_total_drifts_as_soon_as_one_path_forgets_it(order, django_assert_num_queries):
    assert drifted() == []
    order.lines.update(quantity=3)  # an admin action, written by somebody who did not know of the total
    with django_assert_num_queries(1):
        found = drifted()
    print("number, stored, real:", found)
    assert found == [("N1", 900, 1350)]


def test_what_the_stored_total_buys(order, django_assert_num_queries):
    with django_assert_num_queries(1):
        computed = Order.objects.annotate(t=Sum(F("lines__quantity") * F("lines__unit_price_cents"))).order_by("-t")[0]
    with django_assert_num_queries(1):
        stored = Order.objects.order_by("-total_cents")[0]  # an index can serve this sort, the sum above has none
    assert computed == stored
    assert "JOIN" in str(Order.objects.annotate(t=Sum("lines__quantity")).query)
    assert "JOIN" not in str(Order.objects.order_by("-total_cents").query)


@pytest.mark.django_db(transaction=True)
def test_a_generated_column_is_a_copy_that_cannot_drift():
    state = ProjectState()
    fields = [
        ("id", models.BigAutoField(primary_key=True)),
        ("quantity", models.IntegerField()),
        ("unit_cents", models.IntegerField()),
        (
            "total_cents",
            models.GeneratedField(
                expression=F("quantity") * F("unit_cents"), output_field=models.IntegerField(), db_persist=True
            ),
        ),
    ]
    state.add_model(ModelState("copies", "Line", fields))
    line = state.apps.get_model("copies", "Line")
    with connection.schema_editor() as editor:
        editor.create_model(line)
    try:
        line.objects.create(quantity=2, unit_cents=450)
        line.objects.update(quantity=3)
        print("generated:", line.objects.values_list("total_cents", flat=True)[0])
        assert line.objects.get().total_cents == 1350
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(line)


@pytest.mark.postgresql
def test_a_trigger_keeps_a_total_over_other_rows_for_every_writer(engine):
    with engine.connect() as session:
        for statement in (
            "CREATE TEMPORARY TABLE parent (id integer PRIMARY KEY, total integer NOT NULL DEFAULT 0)",
            "CREATE TEMPORARY TABLE part (parent_id integer, cents integer)",
            """CREATE FUNCTION pg_temp.add_up() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                 UPDATE pg_temp.parent SET total = total - coalesce(OLD.cents, 0) WHERE id = OLD.parent_id;
                 UPDATE pg_temp.parent SET total = total + coalesce(NEW.cents, 0) WHERE id = NEW.parent_id;
                 RETURN NULL;
               END $$""",
            """CREATE TRIGGER part_total AFTER INSERT OR UPDATE OR DELETE ON part
               FOR EACH ROW EXECUTE FUNCTION pg_temp.add_up()""",
            "INSERT INTO parent (id) VALUES (1), (2)",
            "INSERT INTO part VALUES (1, 100), (1, 50), (1, 7)",
            "UPDATE part SET cents = cents + 5",
            "UPDATE part SET parent_id = 2 WHERE cents = 12",  # a part that moves counts on both sides
            "DELETE FROM part WHERE cents = 55",
        ):
            session.execute(text(statement))
        total, other = session.scalars(text("SELECT total FROM parent ORDER BY id"))
    print("after insert, update, move, delete in plain SQL:", total, "and", other)
    assert (total, other) == (105, 12)
