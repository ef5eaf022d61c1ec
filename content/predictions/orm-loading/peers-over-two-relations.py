from counting import queries
from django.db import models
from shop.models import Customer, Order, OrderLine, Product

tea = Product.objects.create(sku="tea", name="Tea", price_cents=450)
for name in ("Ada", "Ben", "Cem", "Dan"):
    customer = Customer.objects.create(name=name, email=f"{name}@example.org")
    order = Order.objects.create(customer=customer, number=f"{name}-1")
    OrderLine.objects.create(order=order, product=tea)

with queries():
    for line in OrderLine.objects.fetch_mode(models.FETCH_PEERS).order_by("pk"):
        print(line.order.number, line.order.customer.name)
