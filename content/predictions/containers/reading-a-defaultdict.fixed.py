from collections import defaultdict

orders_of = defaultdict(list)
orders_of["ada"].append("A-1")
orders_of["bob"].append("A-2")


def has_orders(name):
    return name in orders_of


print([name for name in ("ada", "eve", "kim") if has_orders(name)])
print("customers with orders:", len(orders_of))
