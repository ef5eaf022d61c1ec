from counting import queries
from shop.models import Account

for owner, balance in (("Ada", 700), ("Ben", 900), ("Cem", 100), ("Dan", 400)):
    Account.objects.create(owner=owner, balance=balance)

with queries():
    ranking = list(Account.objects.order_by("-balance")[:3])
    print("1.", ranking[0].owner)
    print("2.", ranking[1].owner)
    print("3.", ranking[2].owner)
