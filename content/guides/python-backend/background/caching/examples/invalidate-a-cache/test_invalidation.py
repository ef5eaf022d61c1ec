"""Four ways to get rid of an old value meet four ways to change the row behind it."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.models.signals import post_delete, post_save
from shop.models import Product

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tea():
    cache.clear()
    yield Product.objects.create(sku="tea", name="Tea", price_cents=450, stock=1)
    cache.clear()


def by_save() -> None:
    product = Product.objects.get(sku="tea")
    product.price_cents = 480
    product.save()


def by_bulk_update() -> None:
    product = Product.objects.get(sku="tea")
    product.price_cents = 480
    Product.objects.bulk_update([product], ["price_cents"])


def by_update() -> None:
    Product.objects.update(price_cents=480)


def by_sql() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE shop_product SET price_cents = 480")


WRITES = {"save()": by_save, "bulk_update()": by_bulk_update, "update()": by_update, "SQL": by_sql}


def load() -> int:
    return Product.objects.values_list("price_cents", flat=True).get(sku="tea")


def price() -> int:
    return cache.get_or_set("price:tea", load, timeout=3600)


@pytest.fixture
def signals():
    def forget(sender, instance, **_):
        cache.delete(f"price:{instance.sku}")

    post_save.connect(forget, sender=Product)
    post_delete.connect(forget, sender=Product)
    yield
    post_save.disconnect(forget, sender=Product)
    post_delete.disconnect(forget, sender=Product)


@pytest.mark.parametrize(("write", "fresh"), [("save()", True), ("bulk_update()", False), ("update()", False),
                                              ("SQL", False)])  # fmt: skip
def test_deleting_in_a_signal_sees_only_save(write, fresh, signals):
    price()
    WRITES[write]()
    print(f"signal, {write}: {'fresh' if price() == 480 else 'stale'}")
    assert (price() == 480) == fresh


@pytest.mark.parametrize("write", WRITES)
def test_one_function_that_changes_and_forgets_is_fresh_for_whoever_calls_it(write):
    def change_price() -> None:
        WRITES[write]()
        cache.delete("price:tea")  # in a transaction: on_commit

    price()
    change_price()
    assert price() == 480


def test_a_generation_forgets_a_whole_group_with_one_write():
    """List pages, filters and sorts of a shop: nobody knows all their keys."""

    def page(number: int) -> str:
        generation = cache.get_or_set("products:generation", 1, timeout=None)
        return cache.get_or_set(f"products:{generation}:page:{number}", lambda: f"page {number}, price {load()}")

    before = [page(number) for number in range(3)]
    by_update()
    assert [page(number) for number in range(3)] == before
    cache.incr("products:generation")
    after = [page(number) for number in range(3)]
    print(before[0], "->", after[0])
    assert all("480" in text for text in after)


def test_a_value_made_from_two_rows_needs_to_be_forgotten_for_both():
    cup = Product.objects.create(sku="cup", name="Cup", price_cents=900)
    basket = cache.get_or_set("basket:1", lambda: load() + cup.price_cents)
    by_update()  # changes both prices
    cache.delete("price:tea")  # we thought of the price, not of the basket
    print(f"basket cached {cache.get('basket:1')}, real {480 * 2}")
    assert cache.get("basket:1") == basket == 1350


def test_keys_made_of_content_are_never_wrong_and_never_deleted(django_assert_num_queries):
    """The key names what the value depends on. It costs reading that first."""
    rendered = []

    def card() -> str:
        name, cents = Product.objects.values_list("name", "price_cents").get(sku="tea")

        def render() -> str:
            rendered.append(cents)
            return f"<b>{name}</b> {cents}"

        return cache.get_or_set(f"card:{name}:{cents}", render)

    with django_assert_num_queries(4):  # three reads and the SQL update
        cards = [card(), card(), by_sql(), card()]
    print("rendered for:", rendered)
    assert (cards[-1], rendered) == ("<b>Tea</b> 480", [450, 480])
