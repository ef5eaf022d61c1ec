from datetime import UTC, datetime

from shop.models import Customer, Order

ada = Customer.objects.create(name="Ada", email="ada@example.org")
old = datetime(2020, 1, 31, tzinfo=UTC)
Order.objects.create(customer=ada, number="A-1", created_at=old)
Order.objects.bulk_create([Order(customer=ada, number="A-2", created_at=old)])

for order in Order.objects.order_by("number"):
    print(order.number, "kept its date" if order.created_at == old else "was created today")
