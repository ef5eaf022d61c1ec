ALTER TABLE members ADD COLUMN name text;
-- The search for a taken name ignores case, so the index does.
CREATE INDEX members_name ON members (lower(name));
