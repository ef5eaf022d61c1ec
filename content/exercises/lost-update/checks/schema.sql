CREATE TABLE "stock_box" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "label" varchar(40) NOT NULL, "note" varchar(200) NOT NULL, "pieces" integer NOT NULL, "version" integer NOT NULL);
CREATE TABLE "stock_movement" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "change" integer NOT NULL, "pieces_after" integer NOT NULL, "box_id" bigint NOT NULL REFERENCES "stock_box" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX "stock_movement_box_id_fd34d17e" ON "stock_movement" ("box_id");
INSERT INTO stock_box (id, label, note, pieces, version) VALUES (1, 'A-01', '', 40, 0);
