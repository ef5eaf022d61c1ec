from counting import queries
from shop.models import Product

Product.objects.create(sku="tea", name="Tea", price_cents=450)
prices = {"tea": 480, "mug": 900, "pot": 2400}

with queries():
    for sku, cents in prices.items():
        Product.objects.update_or_create(sku=sku, defaults={"name": sku.title(), "price_cents": cents})
