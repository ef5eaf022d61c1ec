CREATE TABLE "stations_keeper" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(80) NOT NULL);
CREATE TABLE "stations_station" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(80) NOT NULL UNIQUE, "keeper_id" bigint NOT NULL REFERENCES "stations_keeper" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "stations_reading" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "taken_at" datetime NOT NULL, "tenths" smallint NOT NULL, "station_id" bigint NOT NULL REFERENCES "stations_station" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX "stations_station_keeper_id" ON "stations_station" ("keeper_id");
CREATE INDEX "reading_by_station" ON "stations_reading" ("station_id", "taken_at");
WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 24)
INSERT INTO stations_keeper (id, name) SELECT i + 1, 'Keeper ' || i FROM n;
WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 24)
INSERT INTO stations_station (id, name, keeper_id) SELECT i + 1, printf('Roof %02d', i), i + 1 FROM n;
WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 4999)
INSERT INTO stations_reading (station_id, taken_at, tenths)
SELECT 1 + i / 200, datetime('2026-05-01', '+' || (i % 200) || ' hours'), ((i % 200) * 37 + (i / 200) * 11) % 350 - 50 FROM n;
