from django.db.models import F
from shop.models import Product

tea = Product.objects.create(sku="tea", name="Tea", price_cents=450, stock=10)

tea.stock = F("stock") - 1
tea.save()
print("after the first save:", tea.stock)
tea.name = "Green tea"
tea.save()
print("in the table:", Product.objects.get(sku="tea").stock)
