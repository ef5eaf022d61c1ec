from counting import queries
from shop.models import Customer, Order, OrderLine, Product

tea = Product.objects.create(sku="tea", name="Tea", price_cents=450)
ada = Customer.objects.create(name="Ada", email="ada@example.org")
for number in ("A-1", "A-2"):
    order = Order.objects.create(customer=ada, number=number, status="paid")
    OrderLine.objects.create(order=order, product=tea)

with queries():
    refunded = Order.objects.filter(status="refunded").prefetch_related("lines__product")
    for order in refunded:
        print(order.number, [line.product.name for line in order.lines.all()])
