from django.db.models import F
from shop.models import Product

tea = Product.objects.create(sku="tea", name="Tea", price_cents=450, stock=1)

sold = Product.objects.filter(pk=tea.pk, stock__gte=1).update(stock=F("stock") - 1)
print("sold:", sold)
if tea.stock == 0:
    print("mail: tea is sold out")
else:
    print("still in stock:", tea.stock)
