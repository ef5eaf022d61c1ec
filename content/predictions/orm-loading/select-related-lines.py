from shop.models import Customer, Order, OrderLine, Product

ada = Customer.objects.create(name="Ada", email="ada@example.org")
order = Order.objects.create(customer=ada, number="A-1")
tea = Product.objects.create(sku="tea", name="Tea", price_cents=450)
OrderLine.objects.create(order=order, product=tea, quantity=3)

orders = Order.objects.select_related("lines")
orders = orders.filter(status="open").order_by("number")
if orders:
    for order in orders:
        print(order.number, [line.quantity for line in order.lines.all()])
