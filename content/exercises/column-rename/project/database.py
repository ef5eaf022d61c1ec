"""The engine. `python database.py` makes the table on your own machine, with a few customers."""

import os

from sqlalchemy import create_engine, text

URL = os.environ.get("DATABASE_URL", "sqlite:///florist.sqlite3")
engine = create_engine(URL)

TABLE = "CREATE TABLE customer (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, phone TEXT)"
INDEX = "CREATE INDEX customer_phone ON customer (phone)"

if __name__ == "__main__":
    with engine.begin() as connection:
        connection.execute(text(TABLE))
        connection.execute(text(INDEX))
        connection.execute(
            text("INSERT INTO customer (name, phone) VALUES ('Ann', '0151 1'), ('Ben', NULL), ('Cleo', '')")
        )
