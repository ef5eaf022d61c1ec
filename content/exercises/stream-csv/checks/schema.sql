CREATE TABLE "box_office_venue" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(80) NOT NULL);
CREATE TABLE "box_office_event" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(120) NOT NULL, "venue_id" bigint NOT NULL REFERENCES "box_office_venue" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "box_office_sale" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "sold_at" datetime NOT NULL, "buyer" varchar(120) NOT NULL, "note" text NOT NULL, "price_cents" integer unsigned NOT NULL CHECK ("price_cents" >= 0), "event_id" bigint NOT NULL REFERENCES "box_office_event" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX "box_office_event_venue_id" ON "box_office_event" ("venue_id");
CREATE INDEX "box_office_sale_sold_at" ON "box_office_sale" ("sold_at");
CREATE INDEX "box_office_sale_event_id" ON "box_office_sale" ("event_id");
INSERT INTO box_office_venue (id, name) VALUES (1, 'Mill Hall'), (2, 'Quay Stage');
INSERT INTO box_office_event (id, title, venue_id) VALUES (1, 'Choir night', 1), (2, 'Jazz, late', 2), (3, 'Puppets', 1), (4, 'Radio play', 2);
WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 14999)
INSERT INTO box_office_sale (sold_at, buyer, note, price_cents, event_id)
SELECT datetime('2026-05-01 08:00:00', '+' || (i * 2) || ' minutes'), 'Buyer ' || i,
       CASE i % 9 WHEN 0 THEN 'Wheelchair space, row A; the lift has to be open an hour before the doors, please ring the house first' ELSE 'Sent by post' END,
       1850 + i % 7 * 250, 1 + i % 4
FROM n;
WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 1199)
INSERT INTO box_office_sale (sold_at, buyer, note, price_cents, event_id)
SELECT datetime('2026-04-01 09:00:00', '+' || (i * 31) || ' minutes'), 'Guest ' || i, CASE i % 4 WHEN 0 THEN '' ELSE 'Row ' || (i % 20) END, 950 + i % 13 * 175, 1 + i % 4
FROM n;
