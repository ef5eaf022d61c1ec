from counting import queries
from django.db.models import prefetch_related_objects
from shop.models import Customer, Order


def sizes(orders):
    prefetch_related_objects(orders, "lines")
    return [len(order.lines.all()) for order in orders]


ada = Customer.objects.create(name="Ada", email="ada@example.org")
Order.objects.bulk_create(Order(customer=ada, number=f"A-{n}", status="open") for n in range(3))
Order.objects.create(customer=ada, number="A-9", status="paid")

with queries():
    orders = list(Order.objects.filter(status="open").prefetch_related("lines"))
    orders.append(Order.objects.get(number="A-9"))
    print(sizes(orders), sizes(orders))
