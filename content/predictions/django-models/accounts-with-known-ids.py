from counting import queries
from shop.models import Account

old_rows = [(101, "Ada"), (102, "Ben"), (103, "Cem")]

with queries():
    for number, owner in old_rows:
        account = Account(id=number, owner=owner)
        account.save()
