from counting import queries
from shop.models import Product, Tag

hot, new, sale = [Tag.objects.create(name=name) for name in ("hot", "new", "sale")]
tea = Product.objects.create(sku="tea", name="Tea", price_cents=450)
tea.tags.add(hot, new)

with queries():
    tea.tags.set([hot, new])
    tea.tags.set([hot, new])
    tea.tags.set([new, sale])
