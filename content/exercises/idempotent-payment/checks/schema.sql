CREATE TABLE customer ( id INTEGER NOT NULL, name VARCHAR(80) NOT NULL, token VARCHAR(80) NOT NULL, PRIMARY KEY (id), UNIQUE (token) );
CREATE TABLE invoice ( id INTEGER NOT NULL, customer_id INTEGER NOT NULL, total_pence INTEGER NOT NULL, paid_pence INTEGER NOT NULL, PRIMARY KEY (id), FOREIGN KEY(customer_id) REFERENCES customer (id) );
CREATE INDEX ix_invoice_customer_id ON invoice (customer_id);
CREATE TABLE saved_answer ( id INTEGER NOT NULL, customer_id INTEGER NOT NULL, "key" VARCHAR(80) NOT NULL, fingerprint VARCHAR(200) NOT NULL, status INTEGER NOT NULL, body VARCHAR NOT NULL, PRIMARY KEY (id), UNIQUE (customer_id, "key"), FOREIGN KEY(customer_id) REFERENCES customer (id) );
CREATE TABLE payment ( id INTEGER NOT NULL, invoice_id INTEGER NOT NULL, pence INTEGER NOT NULL, PRIMARY KEY (id), FOREIGN KEY(invoice_id) REFERENCES invoice (id) );
CREATE INDEX ix_payment_invoice_id ON payment (invoice_id);
