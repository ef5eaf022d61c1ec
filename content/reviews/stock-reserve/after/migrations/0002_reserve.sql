ALTER TABLE items
    ADD COLUMN reserve integer NOT NULL DEFAULT 0;
