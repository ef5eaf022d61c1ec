from counting import queries
from rest_framework import serializers
from shop.models import Customer, Order


class OrderSerializer(serializers.ModelSerializer):
    class Meta:
        model = Order
        fields = ["number", "customer", "owner"]
        depth = 1


for name in ("Ada", "Ben", "Cem"):
    customer = Customer.objects.create(name=name, email=f"{name}@example.org")
    Order.objects.create(customer=customer, number=f"{name}-1")

with queries():
    rows = OrderSerializer(Order.objects.select_related("customer").order_by("number"), many=True).data
    print([row["customer"]["name"] for row in rows])
