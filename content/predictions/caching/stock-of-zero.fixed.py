from counting import queries
from django.core.cache import cache
from shop.models import Product

Product.objects.create(sku="tea", name="Tea", price_cents=450, stock=0)


def stock_of(sku):
    stock = cache.get(f"stock:{sku}")
    if stock is None:
        stock = Product.objects.values_list("stock", flat=True).get(sku=sku)
        cache.set(f"stock:{sku}", stock, timeout=60)
    return stock


with queries():
    print([stock_of("tea") for _ in range(5)])
