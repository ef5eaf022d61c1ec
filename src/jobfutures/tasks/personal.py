"""What background tasks hold of a person: ids in their arguments, and what an error said of the row it met."""

import json
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast, Concat
from django_ox.models import OxTask

from jobfutures.accounts.models import User

WAITING = (OxTask.Status.READY, OxTask.Status.RUNNING)


def export(person: User) -> dict[str, object]:
    """Nothing: a task holds ids, and what stands behind them is exported by its own room."""
    return {}


def erase(person: User, at: datetime) -> None:
    """Delete the ended tasks that name the person, also those that could be replayed: there is nothing left to do.

    What waits finds that the person is gone; of its errors so far, the kinds stay.
    """
    named = naming(person)
    named.exclude(status__in=WAITING).delete()
    for row in named:
        row.errors = [error | {"traceback": ""} for error in row.errors]
        row.save(update_fields=["errors"])


def naming(person: User) -> QuerySet[OxTask]:
    addresses = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    named = Q()
    for word in {person.email, str(person.pk), *addresses}:
        named |= Q(said__icontains=word) | Q(said__icontains=json.dumps(word)[1:-1])
    said = Concat(Cast("args", TextField()), Cast("kwargs", TextField()), Cast("errors", TextField()))
    return OxTask.objects.annotate(said=said).filter(named)
