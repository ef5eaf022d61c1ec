from counting import queries
from shop.models import Tag

Tag.objects.bulk_create([Tag(name="hot"), Tag(name="new")])

with queries():
    tags = Tag.objects.order_by("name")
    log_line = f"sending {tags}"
    for tag in tags:
        print(tag.name)
    log_line += f", {tags.count()} in all"
