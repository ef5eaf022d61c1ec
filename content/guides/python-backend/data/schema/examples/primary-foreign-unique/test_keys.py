"""What each key refuses, what happens to children, and which part of it Django does itself."""

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.state import ModelState, ProjectState
from shop.models import Customer, Order, OrderLine, Product

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Customer:
    return Customer.objects.create(name="Ada", email="ada@example.org")


def refused(work) -> str:
    """The kind of refusal. The inner block keeps the test's transaction usable; deferred checks run at once."""
    try:
        with transaction.atomic():
            work()
            connection.check_constraints()
    except IntegrityError as error:
        message = str(error).lower()
        return next(kind for kind in ("foreign key", "unique", "not null", "not-null", "check") if kind in message)
    return "accepted"


def test_what_each_key_refuses(ada):
    tea = Product.objects.create(sku="tea", name="Tea", price_cents=450)
    answers = {
        "a second customer with that email": refused(lambda: Customer.objects.create(name="A", email=ada.email)),
        "an order for customer 999": refused(lambda: Order.objects.create(customer_id=999, number="N1")),
        "an order for nobody": refused(lambda: Order.objects.create(number="N1")).replace("-", " "),
        "a second product with id 1": refused(
            lambda: Product.objects.bulk_create([Product(pk=tea.pk, sku="x", name="X", price_cents=1)])
        ),
        "a second customer with that name": refused(lambda: Customer.objects.create(name="Ada", email="a2@x.org")),
    }
    for attempt, answer in answers.items():
        print(f"{attempt}: {answer}")
    assert list(answers.values()) == ["unique", "foreign key", "not null", "unique", "accepted"]


def test_checking_first_in_python_is_no_replacement(ada):
    """Both requests looked and found the address free; only the constraint saw both."""
    free = [not Customer.objects.filter(email="new@example.org").exists() for _ in range(2)]
    outcomes = [refused(lambda n=n: Customer.objects.create(name=f"C{n}", email="new@example.org")) for n in range(2)]
    print("both saw it free:", all(free), outcomes)
    assert (free, outcomes) == ([True, True], ["accepted", "unique"])


def test_django_deletes_children_itself_and_asks_for_them_first(ada, django_assert_num_queries):
    order = Order.objects.create(customer=ada, number="N1")
    tea = Product.objects.create(sku="tea", name="Tea", price_cents=450)
    OrderLine.objects.create(order=order, product=tea)
    with django_assert_num_queries(4) as captured:
        ada.delete()
    verbs = [f"{query['sql'].split()[0]} {query['sql'].split('shop_')[1].split(chr(34))[0]}" for query in captured]
    print("ada.delete():", ", ".join(verbs))
    assert (Order.objects.count(), OrderLine.objects.count()) == (0, 0)


def test_protect_refuses_in_python_before_any_delete_is_sent(ada):
    tea = Product.objects.create(sku="tea", name="Tea", price_cents=450)
    OrderLine.objects.create(order=Order.objects.create(customer=ada, number="N1"), product=tea)
    with pytest.raises(models.ProtectedError):
        tea.delete()


def test_plain_sql_meets_the_foreign_key_and_no_cascade(ada):
    Order.objects.create(customer=ada, number="N1")

    def delete() -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM shop_customer WHERE id = %s", [ada.pk])

    print("DELETE in SQL:", refused(delete))
    assert refused(delete) == "foreign key"  # on_delete=CASCADE is Django's, the table knows nothing of it


def build(on_delete) -> tuple[type[models.Model], type[models.Model]]:
    state = ProjectState()
    key = ("id", models.BigAutoField(primary_key=True))
    state.add_model(ModelState("keys", "Parent", [key]))
    state.add_model(ModelState("keys", "Child", [key, ("parent", models.ForeignKey("keys.Parent", on_delete))]))
    return state.apps.get_model("keys", "Parent"), state.apps.get_model("keys", "Child")


@pytest.mark.django_db(transaction=True)
def test_db_cascade_leaves_the_work_to_the_database(django_assert_num_queries):
    parent, child = build(models.DB_CASCADE)
    with connection.schema_editor() as editor:
        editor.create_model(parent)
        editor.create_model(child)
    try:
        one = parent.objects.create()
        child.objects.bulk_create(child(parent=one) for _ in range(100))
        with django_assert_num_queries(1):
            one.delete()
        print("one DELETE, children left:", child.objects.count())
        assert child.objects.count() == 0
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(child)
            editor.delete_model(parent)
