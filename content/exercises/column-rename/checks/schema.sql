CREATE TABLE customer (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, phone TEXT);
CREATE INDEX customer_phone ON customer (phone);
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
INSERT INTO customer (id, name, phone)
SELECT i, 'Customer ' || i, CASE i % 5 WHEN 0 THEN NULL WHEN 1 THEN '' WHEN 2 THEN '+49 151 ' || i ELSE '0151-' || (i % 7) END FROM n;
