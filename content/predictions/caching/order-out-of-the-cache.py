from counting import queries
from django.core.cache import cache
from shop.models import Customer, Order

ada = Customer.objects.create(name="Ada", email="ada@example.org")
Order.objects.create(customer=ada, number="A-1")


def load():
    return Order.objects.get(number="A-1")


with queries():
    for _ in range(3):
        order = cache.get_or_set("order:A-1", load, timeout=60)
        print(order.number, order.customer.name)
