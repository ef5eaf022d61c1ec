from counting import queries
from shop.models import Customer, Tenant

acme = Tenant.objects.create(name="Acme")
Customer.objects.create(name="Ada", email="ada@example.org", tenant=acme)
Customer.objects.create(name="Ben", email="ben@example.org", tenant=acme)
Customer.objects.create(name="Cem", email="cem@example.org", tenant=None)

with queries():
    for customer in Customer.objects.select_related("tenant").order_by("name"):
        print(customer.name, customer.tenant.name if customer.tenant else "-")
