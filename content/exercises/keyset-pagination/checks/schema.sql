CREATE TABLE "activity_event" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "door" varchar(40) NOT NULL, "action" varchar(20) NOT NULL, "happened_at" datetime NOT NULL);
CREATE INDEX "event_newest" ON "activity_event" ("happened_at" DESC, "id" DESC);
CREATE INDEX "event_door_newest" ON "activity_event" ("door", "happened_at" DESC, "id" DESC);
