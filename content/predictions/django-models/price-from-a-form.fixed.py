from shop.models import Product

form = {"sku": "tea", "name": "Tea", "price_cents": "450"}
tea = Product(**form)
tea.full_clean()
tea.save()
print("price of two:", tea.price_cents * 2)
print("price of two:", Product.objects.get(sku="tea").price_cents * 2)
