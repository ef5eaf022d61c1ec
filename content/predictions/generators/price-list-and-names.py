names = ["cup", "tea", "pot"]
cents = [500, 300]

for name, price in zip(names, cents):
    print(name, price)

print("imported", len(names), "products")
