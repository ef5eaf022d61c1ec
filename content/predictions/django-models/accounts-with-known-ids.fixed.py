from counting import queries
from shop.models import Account

old_rows = [(101, "Ada"), (102, "Ben"), (103, "Cem")]

with queries():
    Account.objects.bulk_create(Account(id=number, owner=owner) for number, owner in old_rows)
