CACHE = {"mon": ["A-1", "A-2"]}


def orders(day):
    if day in CACHE:
        return CACHE[day]
    for number in (3, 4):  # stands for a query
        yield f"A-{number}"


print("tue", list(orders("tue")))
print("mon", list(orders("mon")))
