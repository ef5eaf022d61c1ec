"""The shape of rows whose state only `transitions.transition` changes."""

from django.db import models


class Stateful(models.Model):
    """A row with a state. state_at: since when."""

    state = models.CharField(max_length=20)
    state_at = models.DateTimeField()

    class Meta:
        abstract = True

    def ledger_subject(self) -> str:
        raise NotImplementedError
