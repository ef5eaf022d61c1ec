from shop.models import Customer, Order

ada = Customer.objects.create(name="Ada", email="ada@example.org")
ben = Customer.objects.create(name="Ben", email="ben@example.org")
for number, customer in (("N1", ada), ("N2", ben), ("N3", ada)):
    Order.objects.create(customer=customer, number=number)

newest_first = Order.objects.order_by("-number")
print(list(newest_first.values_list("customer__name", flat=True).distinct()))
