from counting import queries
from shop.models import Customer, Order

ada = Customer.objects.create(name="Ada", email="ada@example.org")
for number in ("N1", "N2", "N3"):
    Order.objects.create(customer=ada, number=number)

with queries():
    for order in Order.objects.only("number", "status").order_by("number"):
        print(order.number, order.status)
