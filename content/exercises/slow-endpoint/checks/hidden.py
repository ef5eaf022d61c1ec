import re
from datetime import datetime, timedelta

from grading import Run, check
from roofs import NEW_YEAR, compare, measure, measure_often, place

PACKED = re.compile(r"group_concat|string_agg|json_group", re.IGNORECASE)
LAST_READING = datetime.fromisoformat("2026-05-09 07:00")


@check(requirement="work", title="More readings do not mean more rows")
def rows_do_not_grow(run: Run) -> None:
    for station in run.random.sample(range(1, 26), 5):
        run.db.write(
            "with recursive n (i) as (select 0 union all select i + 1 from n where i < 199)"
            " insert into stations_reading (station_id, taken_at, tenths)"
            " select ?, datetime('2026-03-01', '+' || i || ' hours'), i % 50 from n", station,
        )  # fmt: skip
    with run.db.counting() as counted:
        run.http().get("/stations/")
    run.budget("rows fetched for 25 stations, five of 400 readings", counted.rows, 700)


@check(requirement="work", title="A small network costs few rows")
def small_network(run: Run) -> None:
    run.db.write("delete from stations_reading")
    run.db.write("delete from stations_station")
    for number in range(3):
        measure_often(run, place(run, f"Shed {number}"), run.random.randrange(100, 150))
    with run.db.counting() as counted:
        run.http().get("/stations/")
    run.budget("rows fetched for 3 stations", counted.rows, 100)


@check(requirement="work", title="Rows are fetched as rows")
def rows_are_not_packed(run: Run) -> None:
    with run.db.counting() as counted:
        run.http().get("/stations/")
    packed = [one.sql for one in counted.statements if PACKED.search(one.sql)]
    run.expect(
        not packed, f"A statement packs many rows into one value, where nobody can count them: {packed[:1]!r:.150}."
    )


@check(requirement="queries", title="Forty more stations cost at most forty more queries")
def queries_of_a_big_network(run: Run) -> None:
    for number in range(40):
        measure(run, place(run, f"Tower {number:02}"), NEW_YEAR, number)
    with run.db.counting() as counted:
        run.http().get("/stations/")
    run.budget("queries for 65 stations", counted.queries, 70)


@check(requirement="answer", title="Stations with few readings, or none, are shown with what they have")
def few_readings(run: Run) -> None:
    run.db.write("delete from stations_reading where station_id % 5 <> 0")
    for number in run.random.sample([0, 1, 2, 23, 24, 25, 26, 60], 8):
        measure_often(run, place(run, f"Yard {run.random.randrange(10**6)}", f"Keeper {number}"), number)
    compare(run, "stations of 0, 1, 23, 24 and 25 readings")


@check(requirement="answer", title="A station that fell silent long ago still shows its last readings")
def silent_stations(run: Run) -> None:
    run.db.write("delete from stations_reading where station_id > 3")
    for year in (1, 2, 5):
        measure_often(run, place(run, f"Barn {run.random.randrange(10**6)}"), 30, NEW_YEAR - timedelta(days=365 * year))
    compare(run, "stations that fell silent years ago")


@check(requirement="answer", title="Readings that came late or at the same time stand where they belong")
def odd_times(run: Run) -> None:
    run.db.write("delete from stations_reading")
    for name in ("Attic", "Zinc roof"):
        station = place(run, f"{name} {run.random.randrange(1000)}")
        for _ in range(40):
            measure(
                run, station, NEW_YEAR + timedelta(minutes=10 * run.random.randrange(12)), run.random.randrange(-99, 99)
            )
    compare(run, "many readings of the same minute")


@check(requirement="answer", title="Frost is shown with its sign, and the warmest of all readings may be long ago")
def frost(run: Run) -> None:
    run.db.write("update stations_reading set tenths = -abs(tenths) - 1 where station_id % 2")
    for station in run.random.sample(range(1, 26), 6):
        measure(run, station, NEW_YEAR, run.random.randrange(400, 500))
    measure(run, place(run, "Zero"), NEW_YEAR, 0)
    compare(run, "frost and old records")


@check(requirement="answer", title="The answer stays as small as it is")
def answer_is_small(run: Run) -> None:
    run.budget("bytes for 25 stations", len(run.http().get("/stations/").body), 40_000)


@check(requirement="answer", title="Only GET is allowed")
def only_get(run: Run) -> None:
    run.same(run.http().post("/stations/").status, 405, "Status of POST /stations/")


@check(requirement="fresh", title="A new reading is there at once, a deleted one gone")
def readings_are_fresh(run: Run) -> None:
    run.db.write("delete from stations_reading where station_id > 4")
    compare(run, "the first four stations")
    station = run.random.randrange(1, 5)
    new = measure(run, station, LAST_READING - timedelta(minutes=30), 499)
    compare(run, "a reading that has just come")
    run.db.write("update stations_reading set tenths = 12 where id = ?", new)
    compare(run, "a reading that was corrected")
    run.db.write("delete from stations_reading where id = ?", new)
    compare(run, "a reading that was deleted")


@check(requirement="fresh", title="New names, keepers and stations are there at once")
def names_are_fresh(run: Run) -> None:
    run.db.write("delete from stations_reading where station_id > 2")
    compare(run, "two stations that measure")
    run.db.write("update stations_keeper set name = ? where id = 1", f"Heir {run.random.randrange(1000)}")
    run.db.write("update stations_station set name = ? where id = 2", f"Aerie {run.random.randrange(1000)}")
    place(run, f"Loft {run.random.randrange(1000)}")
    compare(run, "a new keeper, a new name and a new station")
