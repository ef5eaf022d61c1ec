from counting import queries
from shop.models import Customer, Order, OrderLine, Product

tea = Product.objects.create(sku="tea", name="Tea", price_cents=450)
ada = Customer.objects.create(name="Ada", email="ada@example.org")
for number in ("A-1", "A-2", "A-3"):
    order = Order.objects.create(customer=ada, number=number)
    OrderLine.objects.create(order=order, product=tea)

with queries():
    total, by_model = ada.delete()
    print(total, "rows gone")
