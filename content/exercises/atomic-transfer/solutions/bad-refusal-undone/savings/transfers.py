"""Moving money between accounts."""

from django.db import transaction

from savings.models import Account, Entry, Refusal, Transfer


class NotEnoughMoney(Exception):
    pass


@transaction.atomic
def transfer(source_id: int, target_id: int, pence: int) -> Transfer:
    """Move the money and write it down. Raises Account.DoesNotExist, or NotEnoughMoney after noting the refusal."""
    source = Account.objects.get(pk=source_id)
    target = Account.objects.get(pk=target_id)
    if source.balance_pence < pence:
        Refusal.objects.create(account=source, pence=pence)
        raise NotEnoughMoney
    source.balance_pence -= pence
    source.save()
    done = Transfer.objects.create(source=source, target=target, pence=pence)
    Entry.objects.create(account=source, transfer=done, pence=-pence)
    Entry.objects.create(account=target, transfer=done, pence=pence)
    target.balance_pence += pence
    target.save()
    return done
