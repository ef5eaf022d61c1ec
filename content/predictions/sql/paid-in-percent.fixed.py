import sqlite3

connection = sqlite3.connect(":memory:")
connection.execute("CREATE TABLE invoice (number TEXT, paid INTEGER)")
connection.executemany("INSERT INTO invoice VALUES (?, ?)", [("N1", 1), ("N2", 1), ("N3", 0)])

percent = connection.execute("SELECT round(sum(paid) * 100.0 / count(*), 1) FROM invoice").fetchone()[0]
print(f"{percent} % of the invoices are paid")
