CREATE TABLE items (
    sku text PRIMARY KEY,
    name text NOT NULL,
    on_hand integer NOT NULL CHECK (on_hand >= 0)
);

CREATE TABLE movements (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sku text NOT NULL REFERENCES items (sku),
    pieces integer NOT NULL
);

CREATE INDEX movements_sku ON movements (sku);
