def for_the_log(orders):
    masked = orders.copy()
    for order in masked:
        order["card"] = "****"
    return masked


orders = [{"number": "A-1", "card": "4111"}, {"number": "A-2", "card": "5500"}]
print("log:", [order["card"] for order in for_the_log(orders)])
print("charge:", [order["card"] for order in orders])
