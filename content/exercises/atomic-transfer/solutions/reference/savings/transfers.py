"""Moving money between accounts."""

from django.db import transaction

from savings.models import Account, Entry, Refusal, Transfer


class NotEnoughMoney(Exception):
    pass


def transfer(source_id: int, target_id: int, pence: int) -> Transfer:
    """Move the money and write it down. Raises Account.DoesNotExist, or NotEnoughMoney after noting the refusal."""
    with transaction.atomic():
        locked = Account.objects.select_for_update().order_by("pk").in_bulk([source_id, target_id])
        try:
            source, target = locked[source_id], locked[target_id]
        except KeyError:
            raise Account.DoesNotExist from None
        if source.balance_pence >= pence:
            return move(source, target, pence)
        Refusal.objects.create(account=source, pence=pence)
    raise NotEnoughMoney  # only now: an error inside the block would undo the refusal


def move(source: Account, target: Account, pence: int) -> Transfer:
    source.balance_pence -= pence
    target.balance_pence += pence
    source.save(update_fields=["balance_pence"])
    target.save(update_fields=["balance_pence"])
    done = Transfer.objects.create(source=source, target=target, pence=pence)
    Entry.objects.create(account=source, transfer=done, pence=-pence)
    Entry.objects.create(account=target, transfer=done, pence=pence)
    return done
