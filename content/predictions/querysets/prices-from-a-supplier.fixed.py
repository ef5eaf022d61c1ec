from counting import queries
from shop.models import Product

Product.objects.create(sku="tea", name="Tea", price_cents=450)
prices = {"tea": 480, "mug": 900, "pot": 2400}

with queries():
    rows = [Product(sku=sku, name=sku.title(), price_cents=cents) for sku, cents in prices.items()]
    changing = ["name", "price_cents"]
    Product.objects.bulk_create(rows, update_conflicts=True, unique_fields=["sku"], update_fields=changing)
