CREATE TABLE members (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL UNIQUE,
    token_hash text NOT NULL UNIQUE,
    points integer NOT NULL DEFAULT 0
);
