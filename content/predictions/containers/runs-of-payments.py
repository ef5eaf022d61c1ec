from itertools import groupby

payments = [("ada", 10), ("bob", 5), ("ada", 7), ("ada", 1)]

totals = {}
for name, group in groupby(payments, key=lambda payment: payment[0]):
    totals[name] = sum(cents for _, cents in group)

print(totals)
