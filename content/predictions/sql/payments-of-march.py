import sqlite3

connection = sqlite3.connect(":memory:")
connection.execute("CREATE TABLE payment (paid_at TEXT, cents INTEGER)")
payments = [("2026-03-01 00:00:00", 100), ("2026-03-31 09:30:00", 200), ("2026-04-01 00:00:00", 400)]
connection.executemany("INSERT INTO payment VALUES (?, ?)", payments)

march = "SELECT sum(cents) FROM payment WHERE paid_at BETWEEN '2026-03-01' AND '2026-03-31'"
print("March:", connection.execute(march).fetchone()[0])
