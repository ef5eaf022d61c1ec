from counting import queries
from django.db import transaction
from shop.models import Product

for sku in ("tea", "mug", "pot"):
    Product.objects.create(sku=sku, name=sku.title(), price_cents=500)
products = list(Product.objects.all())

with queries(), transaction.atomic():
    for product in products:
        product.price_cents += 50
        product.save()
