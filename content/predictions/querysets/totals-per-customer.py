from counting import queries
from django.db.models import Sum
from shop.models import Customer, Order

ada, ben, cem = [Customer.objects.create(name=name, email=f"{name}@example.org") for name in ("Ada", "Ben", "Cem")]
for number, (customer, cents) in enumerate([(ada, 500), (ada, 700), (ben, 300)]):
    Order.objects.create(customer=customer, number=f"N{number}", total_cents=cents)

with queries():
    for customer in Customer.objects.order_by("name"):
        total = customer.orders.aggregate(cents=Sum("total_cents", default=0))
        print(customer.name, total["cents"])
