from django.db import transaction
from shop.models import Customer, Order

ada = Customer.objects.create(name="Ada", email="ada@example.org")


def place(number):
    with transaction.atomic():
        Order.objects.create(customer=ada, number=number)
        transaction.on_commit(lambda: print("mail about", number))
    print("placed", number)


with transaction.atomic():
    place("A-1")
    place("A-2")
    print("basket closed")
print("answer sent")
