from shop.models import Customer, Order

ada = Customer.objects.create(name="Ada", email="ada@example.org")
for number in ("A-1", "A-2", "A-3"):
    Order.objects.create(customer=ada, number=number)

oldest = Order.objects.order_by("number")[:2]
print("to archive:", oldest.count())
oldest.update(status="archived")
print("archived:", Order.objects.filter(status="archived").count())
