orders = [
    {"number": "A-1", "status": "open", "country": "FR"},
    {"number": "A-2", "status": "paid", "country": "FR"},
    {"number": "A-3", "status": "open", "country": "DE"},
]
wanted = {"status": "open", "country": "FR"}

rows = iter(orders)
for name, value in wanted.items():
    rows = (row for row in rows if row[name] == value)

print([row["number"] for row in rows])
