from django.db import models


class Account(models.Model):
    owner = models.CharField(max_length=80)
    balance_pence = models.IntegerField(default=0)


class Transfer(models.Model):
    """Money that went from one account to another."""

    source = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="sent")
    target = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="received")
    pence = models.PositiveIntegerField()


class Entry(models.Model):
    """One line of an account's statement. Each transfer makes two, which sum up to 0."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="entries")
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="entries")
    pence = models.IntegerField()


class Refusal(models.Model):
    """A transfer that was asked for while there was not enough money. The treasurer reads these every evening."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="refusals")
    pence = models.PositiveIntegerField()
