from counting import queries
from rest_framework import serializers
from shop.models import Customer


class CustomerSerializer(serializers.ModelSerializer):
    class Meta:
        model = Customer
        fields = ["name", "email"]


sent = [{"name": name, "email": f"{name}@example.org"} for name in ("ada", "ben", "cem", "dan")]

with queries():
    serializer = CustomerSerializer(data=sent, many=True)
    serializer.is_valid(raise_exception=True)
    serializer.save()
