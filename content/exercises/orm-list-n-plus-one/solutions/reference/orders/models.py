from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=80)


class Product(models.Model):
    name = models.CharField(max_length=80)


class Order(models.Model):
    class Status(models.TextChoices):
        OPEN = "OPEN", "Open"
        SENT = "SENT", "Sent"
        CANCELLED = "CANCELLED", "Cancelled"

    number = models.CharField(max_length=20, unique=True)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="orders")
    placed_on = models.DateField()
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)

    def total_pence(self) -> int:
        return sum(line.quantity * line.unit_pence for line in self.lines.all())

    def product_names(self) -> list[str]:
        """Each product once, in the order of the alphabet."""
        return sorted({line.product.name for line in self.lines.all()})


class Line(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    product = models.ForeignKey(Product, on_delete=models.PROTECT)
    quantity = models.PositiveIntegerField()
    unit_pence = models.PositiveIntegerField()


class Parcel(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="parcels")
    tracking = models.CharField(max_length=40)
