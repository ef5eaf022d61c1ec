from grading import Run, check
from planner import Planner


@check(requirement="once", title="Fifty readers who come together cost one load")
def fifty_readers(run: Run) -> None:
    planner = Planner(run)
    stop = planner.stop(planner.timetable())
    found = planner.visit([stop] * 50)
    run.same(found, [{"timetable": planner.replies[stop].value}] * 50, "What fifty readers of one stop saw")
    run.same(planner.loaded(stop), 1, "Loads for fifty readers of one stop")


@check(requirement="errors", title="After a failure the next reader causes a new load")
def failure_is_not_kept(run: Run) -> None:
    planner = Planner(run)
    stop = planner.stop(None)
    planner.breaks(stop, "ConnectionError")
    run.same(planner.visit([stop]), [{"error": "ConnectionError"}], "What a reader saw when the planner failed")
    planner.replies[stop].error, planner.replies[stop].value = "", ["06:00"]
    run.same(planner.visit([stop]), [{"timetable": ["06:00"]}], "What the next reader saw")


@check(requirement="expiry", title="A timetable is served for 60 seconds")
def served_for_a_minute(run: Run) -> None:
    planner = Planner(run)
    stop = planner.stop(planner.timetable())
    planner.visit([stop])
    planner.later(59.0)
    planner.visit([stop])
    run.same(planner.loaded(stop), 0, "Loads of a stop that was loaded 59 s ago")
    planner.later(1.0)
    planner.visit([stop])
    run.same(planner.loaded(stop), 1, "Loads of a stop that was loaded 60 s ago")
