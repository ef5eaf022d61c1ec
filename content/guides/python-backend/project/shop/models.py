"""The shop of the examples, in Django's ORM."""

from django.conf import settings
from django.db import models


class Tenant(models.Model):
    """A company that rents the shop; its rows must never reach another tenant."""

    name = models.CharField(max_length=100)


class Customer(models.Model):
    name = models.CharField(max_length=100)
    email = models.EmailField(unique=True)
    tenant = models.ForeignKey(Tenant, null=True, on_delete=models.CASCADE, related_name="customers")


class Tag(models.Model):
    name = models.CharField(max_length=50, unique=True)


class Product(models.Model):
    sku = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=100)
    description = models.TextField(blank=True)
    price_cents = models.PositiveIntegerField()
    stock = models.IntegerField(default=0)
    tags = models.ManyToManyField(Tag, related_name="products")


class Order(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="orders")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="orders")
    number = models.CharField(max_length=30, unique=True)
    status = models.CharField(max_length=20, default="open")
    total_cents = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)


class OrderLine(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="lines")
    quantity = models.PositiveIntegerField(default=1)
    unit_price_cents = models.PositiveIntegerField(default=0)


class Account(models.Model):
    """A balance in whole cents, with a version for optimistic writes."""

    owner = models.CharField(max_length=100)
    balance = models.IntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
