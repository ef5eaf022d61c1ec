from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


class InvoiceQuerySet(models.QuerySet["Invoice"]):
    def newest_first(self) -> "InvoiceQuerySet":
        return self.order_by("-issued_on", "-pk")


class Invoice(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="invoices")
    number = models.CharField(max_length=20, unique=True)
    issued_on = models.DateField()
    total = models.DecimalField(max_digits=10, decimal_places=2)

    objects = InvoiceQuerySet.as_manager()

    def __str__(self) -> str:
        return self.number


class Payment(models.Model):
    """Money that arrived for an invoice; a refund is a negative payment."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="payments")
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    received_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.amount} for {self.invoice_id}"
