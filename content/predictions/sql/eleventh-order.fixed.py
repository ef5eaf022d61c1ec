from shop.models import Customer, Order

ada = Customer.objects.create(name="Ada", email="ada@example.org")


def next_number():
    last = Order.objects.order_by("pk").last()
    return f"N{int(last.number[1:]) + 1}" if last else "N1"


for _ in range(11):
    Order.objects.create(customer=ada, number=next_number())
print(Order.objects.count(), "orders")
