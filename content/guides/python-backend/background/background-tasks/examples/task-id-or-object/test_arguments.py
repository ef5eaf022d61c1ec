"""What goes into the message: the object as it was, or where to find it; and what changed in between."""

import json
import pickle

import pytest
from django.db.models import F
from django.tasks import task
from django.test import override_settings
from shop.models import Customer, Order, Product

pytestmark = pytest.mark.django_db


@pytest.fixture
def tea(db) -> Product:
    return Product.objects.create(sku="tea", name="Tea", price_cents=450, stock=10)


def test_an_object_in_the_message_brings_old_values_back(tea):
    message = pickle.dumps(tea)
    Product.objects.filter(pk=tea.pk).update(price_cents=480)  # while the message waits

    product = pickle.loads(message)
    product.stock -= 1
    product.save()
    tea.refresh_from_db()
    print("object in the message: price", tea.price_cents, "stock", tea.stock)
    assert (tea.price_cents, tea.stock) == (450, 9)


def test_an_id_in_the_message_finds_what_is_true_now(tea):
    message = json.dumps({"product": tea.pk})
    Product.objects.filter(pk=tea.pk).update(price_cents=480)

    Product.objects.filter(pk=json.loads(message)["product"]).update(stock=F("stock") - 1)
    tea.refresh_from_db()
    print("id in the message: price", tea.price_cents, "stock", tea.stock)
    assert (tea.price_cents, tea.stock) == (480, 9)


class Parcel:
    def __init__(self, order: int) -> None:
        self.order = order


def test_a_pickle_depends_on_code_that_the_next_deploy_changes(monkeypatch):
    message = pickle.dumps(Parcel(17))

    class NewParcel(Parcel):
        def __init__(self, order: int) -> None:
            super().__init__(order)
            self.weight = 100

    monkeypatch.setitem(globals(), "Parcel", NewParcel)
    parcel = pickle.loads(message)  # __init__ is not called
    print("field of the new version:", hasattr(parcel, "weight"))
    assert not hasattr(parcel, "weight")

    monkeypatch.delitem(globals(), "Parcel")
    with pytest.raises(AttributeError, match="Parcel"):
        pickle.loads(message)  # renamed or moved: the message cannot be read at all


@task
def restock(product: object) -> None: ...


def test_djangos_tasks_take_json_only(tea):
    with override_settings(TASKS={"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}):
        assert restock.enqueue(tea.pk).args == [tea.pk]
        with pytest.raises(TypeError) as refused:
            restock.enqueue(tea)
    print("enqueue(tea):", type(refused.value).__name__)


def send_invoice(order_id: int) -> str:
    order = Order.objects.filter(pk=order_id).first()
    if order is None:
        return "gone"  # deleted since: nothing to do, and no reason to try again
    if order.status != "paid":
        return "not due"  # cancelled since: the state decides now, not the state when it was queued
    return "sent"


def test_the_row_may_be_gone_or_changed_when_the_task_runs():
    ada = Customer.objects.create(name="Ada", email="ada@example.org")
    orders = [Order.objects.create(customer=ada, number=f"N{n}", status="paid") for n in range(3)]
    ids = [order.pk for order in orders]
    orders[0].delete()
    Order.objects.filter(pk=ids[1]).update(status="cancelled")
    outcomes = [send_invoice(order_id) for order_id in ids]
    print(outcomes)
    assert outcomes == ["gone", "not due", "sent"]


def test_what_was_agreed_then_belongs_into_the_message_or_a_row(tea):
    """A confirmation must name the price at the time of the order, so the id alone would be wrong."""
    confirmation = json.dumps({"product": tea.pk, "price_cents": tea.price_cents})
    Product.objects.update(price_cents=480)
    told = json.loads(confirmation)
    print("told to the customer:", told["price_cents"], "price now:", Product.objects.get().price_cents)
    assert (told["price_cents"], Product.objects.get().price_cents) == (450, 480)


def test_a_version_tells_a_task_that_it_is_too_late(tea):
    """Two updates were queued; the older message arrives last."""
    applied: dict[int, int] = {}

    def index(product: int, version: int) -> bool:
        if applied.get(product, 0) >= version:
            return False
        applied[product] = version
        return True

    assert [index(tea.pk, version) for version in (2, 1, 3)] == [True, False, True]


def test_how_much_travels_with_each(tea):
    tea.description = "x" * 20_000
    whole, address = len(pickle.dumps(tea)), len(json.dumps({"product": tea.pk}))
    print(f"measured bytes: object {whole}, id {address}")
    assert whole > 500 * address
