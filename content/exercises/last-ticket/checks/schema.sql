CREATE TABLE show ( id INTEGER NOT NULL, title VARCHAR(80) NOT NULL, on_sale BOOLEAN NOT NULL, PRIMARY KEY (id) );
CREATE TABLE booking ( id INTEGER NOT NULL, show_id INTEGER NOT NULL, email VARCHAR(120) NOT NULL, PRIMARY KEY (id), FOREIGN KEY(show_id) REFERENCES show (id) );
CREATE INDEX ix_booking_show_id ON booking (show_id);
CREATE TABLE seat ( id INTEGER NOT NULL, show_id INTEGER NOT NULL, label VARCHAR(8) NOT NULL, booking_id INTEGER, PRIMARY KEY (id), UNIQUE (show_id, label), FOREIGN KEY(show_id) REFERENCES show (id), FOREIGN KEY(booking_id) REFERENCES booking (id) );
CREATE INDEX ix_seat_booking_id ON seat (booking_id);
