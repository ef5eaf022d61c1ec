"""Plays the plan in memory on your own machine: `python demo.py`. After each step the releases write and read."""

import importlib

from sqlalchemy import StaticPool, create_engine, text

from database import INDEX, TABLE
from plan import PLAN
from rollout import Deploy, run_script

engine = create_engine("sqlite://", poolclass=StaticPool)
with engine.begin() as db:
    db.execute(text(TABLE))
    db.execute(text(INDEX))


def traffic(*names: str) -> None:
    releases = {name: importlib.import_module(f"releases.{name}") for name in names}
    for writer, writing in releases.items():
        with engine.begin() as db:
            number = writing.create(db, "Dora", "1")
            writing.change_phone(db, number, "2")
            seen = {reader: reading.read(db, number)["phone"] for reader, reading in releases.items()}
        print(f"   {writer} changed 1 to 2; seen by", seen)


old = "release_1"
traffic(old)
for step in PLAN:
    print(step)
    if isinstance(step, Deploy):
        traffic(old, step.release)
        old = step.release
    else:
        run_script(engine, step.sql)
    traffic(old)
with engine.begin() as db:
    print(db.execute(text("SELECT * FROM customer")).mappings().first())
