CREATE TABLE client (key VARCHAR NOT NULL, per_minute INTEGER NOT NULL, PRIMARY KEY (key));
CREATE TABLE hit (id INTEGER NOT NULL, client_key VARCHAR NOT NULL, at_ms BIGINT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(client_key) REFERENCES client (key));
CREATE INDEX hit_by_client ON hit (client_key, at_ms);
INSERT INTO client VALUES ('demo', 5);
