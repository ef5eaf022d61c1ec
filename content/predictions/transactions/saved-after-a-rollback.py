from django.db import transaction
from shop.models import Customer, Order

ada = Customer.objects.create(name="Ada", email="ada@example.org")
order = Order(customer=ada, number="A-1")
try:
    with transaction.atomic():
        order.save()
        raise TimeoutError("the payment provider did not answer")
except TimeoutError:
    order.status = "failed"
    order.save(update_fields=["status"])

print(Order.objects.filter(status="failed").count(), "failed")
