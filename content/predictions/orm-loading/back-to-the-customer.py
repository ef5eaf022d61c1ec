from counting import queries
from shop.models import Customer, Order

Customer.objects.create(name="Ada", email="ada@example.org")
for number in ("A-1", "A-2", "A-3"):
    Order.objects.create(customer=Customer.objects.get(name="Ada"), number=number)
ada = Customer.objects.get(name="Ada")

with queries():
    for order in ada.orders.order_by("number"):
        print(order.number, order.customer.name)
