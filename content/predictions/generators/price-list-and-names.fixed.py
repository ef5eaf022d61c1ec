from itertools import zip_longest

names = ["cup", "tea", "pot"]
cents = [500, 300]

for name, price in zip_longest(names, cents):
    print(name, price)

print("imported", len(names), "products")
