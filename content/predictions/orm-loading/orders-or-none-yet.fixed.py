from counting import queries
from shop.models import Customer, Order

ada, ben, cem = [Customer.objects.create(name=name, email=f"{name}@example.org") for name in ("Ada", "Ben", "Cem")]
Order.objects.create(customer=ada, number="A-1")
Order.objects.create(customer=ben, number="B-1")

with queries():
    for customer in Customer.objects.order_by("name").prefetch_related("orders"):
        if customer.orders.exists():
            print(customer.name, [order.number for order in customer.orders.all()])
        else:
            print(customer.name, "has not ordered yet")
