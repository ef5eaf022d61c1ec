"""Moving money between accounts."""

import logging

from django.db import DatabaseError, transaction

from savings.models import Account, Entry, Refusal, Transfer

logger = logging.getLogger(__name__)


class NotEnoughMoney(Exception):
    pass


def transfer(source_id: int, target_id: int, pence: int) -> Transfer:
    """Move the money and write it down. Raises Account.DoesNotExist, or NotEnoughMoney after noting the refusal."""
    source = Account.objects.get(pk=source_id)
    target = Account.objects.get(pk=target_id)
    if source.balance_pence < pence:
        Refusal.objects.create(account=source, pence=pence)
        raise NotEnoughMoney
    source.balance_pence -= pence
    target.balance_pence += pence
    done = Transfer(source=source, target=target, pence=pence)
    try:
        with transaction.atomic():
            source.save()
            target.save()
            done.save()
            Entry.objects.create(account=source, transfer=done, pence=-pence)
            Entry.objects.create(account=target, transfer=done, pence=pence)
    except DatabaseError:
        logger.exception("the transfer of %s pence from %s failed", pence, source_id)
    return done
