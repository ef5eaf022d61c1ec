"""Moving money between accounts."""

from django.db import DatabaseError

from savings.models import Account, Entry, Refusal, Transfer


class NotEnoughMoney(Exception):
    pass


def transfer(source_id: int, target_id: int, pence: int) -> Transfer:
    """Move the money and write it down. Raises Account.DoesNotExist, or NotEnoughMoney after noting the refusal."""
    source = Account.objects.get(pk=source_id)
    target = Account.objects.get(pk=target_id)
    if source.balance_pence < pence:
        Refusal.objects.create(account=source, pence=pence)
        raise NotEnoughMoney
    before = {source: source.balance_pence, target: target.balance_pence}
    done = Transfer(source=source, target=target, pence=pence)
    try:
        source.balance_pence -= pence
        source.save()
        target.balance_pence += pence
        target.save()
        done.save()
        Entry.objects.create(account=source, transfer=done, pence=-pence)
        Entry.objects.create(account=target, transfer=done, pence=pence)
    except DatabaseError:
        put_back(before, done)
        raise
    return done


def put_back(before: dict[Account, int], done: Transfer) -> None:
    """Undo what a failed transfer has left behind."""
    if done.pk:
        Entry.objects.filter(transfer=done).delete()
        Transfer.objects.filter(pk=done.pk).delete()
    for account, pence in before.items():
        account.balance_pence = pence
        account.save()
