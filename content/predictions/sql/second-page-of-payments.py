import sqlite3

connection = sqlite3.connect(":memory:")
connection.execute("CREATE TABLE payment (id INTEGER PRIMARY KEY, day TEXT)")
days = ["2026-03-01", "2026-03-02", "2026-03-02", "2026-03-02", "2026-03-03"]
connection.executemany("INSERT INTO payment (day) VALUES (?)", [(day,) for day in days])

page = "SELECT id, day FROM payment WHERE day > ? ORDER BY day, id LIMIT 2"
last_day, seen = "", []
while rows := connection.execute(page, (last_day,)).fetchall():
    seen += [number for number, _ in rows]
    last_day = rows[-1][1]
print(seen)
