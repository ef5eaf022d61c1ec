from django.core.cache import cache
from django.db import transaction
from shop.models import Product

Product.objects.create(sku="tea", name="Tea", price_cents=450)


def change_price(cents):
    Product.objects.filter(sku="tea").update(price_cents=cents)
    cache.set("price:tea", cents, timeout=3600)


try:
    with transaction.atomic():
        change_price(480)
        raise TimeoutError("the price service did not answer")
except TimeoutError as error:
    print(error)
print("cache:", cache.get("price:tea"))
print("table:", Product.objects.get(sku="tea").price_cents)
