from counting import queries
from shop.models import Customer, Order

ada = Customer.objects.create(name="Ada", email="ada@example.org")
for number in ("N1", "N2", "N3"):
    Order.objects.create(customer=ada, number=number)

with queries():
    waiting = Order.objects.filter(status="open").order_by("number")
    if waiting:
        print(waiting.count(), "orders wait")
    for order in waiting:
        print(order.number)
    print("first:", waiting[0].number)
