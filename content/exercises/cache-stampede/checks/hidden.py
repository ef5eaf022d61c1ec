from grading import Run, check
from planner import Planner


@check(requirement="once", title="Different stops are loaded at the same time, each once")
def stops_do_not_queue(run: Run) -> None:
    planner = Planner(run)
    stops = [planner.stop(planner.timetable(), after_s=0.2) for _ in range(6)]
    crowd = run.random.sample(stops * 5, 30)
    found = planner.visit(crowd)
    run.same(
        found, [{"timetable": planner.replies[stop].value} for stop in crowd], "What thirty readers of six stops saw"
    )
    run.same([planner.loaded(stop) for stop in stops], [1] * 6, "Loads of six stops")
    run.same(run.calls.last.most_open, 6, "Stops that were loaded at the same time")


@check(requirement="once", title="A kept stop is served while another one is slow")
def hits_do_not_queue(run: Run) -> None:
    planner = Planner(run)
    kept, slow = planner.stop(planner.timetable()), planner.stop(planner.timetable(), after_s=0.3)
    planner.visit([kept])
    run.same(
        planner.visit([slow, kept, slow, kept])[1],
        {"timetable": planner.replies[kept].value},
        "What the reader of a kept stop saw",
    )
    run.same((planner.loaded(kept), planner.loaded(slow)), (0, 1), "Loads of the kept and the slow stop")


@check(requirement="once", title="A crowd that meets an expired timetable costs one load")
def expired_crowd(run: Run) -> None:
    planner = Planner(run)
    stop = planner.stop("old")
    planner.visit([stop])
    planner.replies[stop].value = "new"
    planner.later(60.0 + run.random.randrange(1000))
    run.same(planner.visit([stop] * 40), [{"timetable": "new"}] * 40, "What forty readers of an expired stop saw")
    run.same(planner.loaded(stop), 1, "Loads for forty readers of an expired stop")


@check(requirement="errors", title="A failing planner is asked once by a crowd, and everybody hears of it")
def failing_crowd(run: Run) -> None:
    planner = Planner(run)
    stop = planner.stop(None)
    for error in run.random.sample(["ConnectionError", "ValueError", "TimeoutError"], 2):
        planner.breaks(stop, error)
        run.same(planner.visit([stop] * 20), [{"error": error}] * 20, "What twenty readers saw when the planner failed")
        run.same(planner.loaded(stop), 1, "Loads of twenty readers when the planner failed")


@check(requirement="errors", title="A failure is forgotten at once, by crowds too")
def failure_then_crowd(run: Run) -> None:
    planner = Planner(run)
    stop = planner.stop(None)
    planner.breaks(stop, "ConnectionError")
    planner.visit([stop] * 3)
    planner.replies[stop].error, planner.replies[stop].value = "", planner.timetable()
    run.same(
        planner.visit([stop] * 12),
        [{"timetable": planner.replies[stop].value}] * 12,
        "What twelve readers saw after a failure",
    )
    run.same(planner.loaded(stop), 1, "Loads for twelve readers after a failure")
    run.same(planner.visit([stop]), [{"timetable": planner.replies[stop].value}], "What a later reader saw")
    run.same(planner.loaded(stop), 0, "Loads for a later reader")


@check(requirement="errors", title="The failure of one stop is none of the others' business")
def failures_stay_apart(run: Run) -> None:
    planner = Planner(run)
    good, broken = planner.stop(planner.timetable()), planner.stop(None)
    planner.breaks(broken, "ConnectionError")
    expected = [{"timetable": planner.replies[good].value}, {"error": "ConnectionError"}] * 4
    run.same(planner.visit([good, broken] * 4), expected, "What readers of a good and a broken stop saw")


@check(requirement="errors", title="When the planner fails, an expired timetable is not served instead")
def expired_is_not_served(run: Run) -> None:
    planner = Planner(run)
    stop = planner.stop(planner.timetable())
    planner.visit([stop])
    planner.later(61.0)
    planner.breaks(stop, "ConnectionError")
    run.same(
        planner.visit([stop] * 3),
        [{"error": "ConnectionError"}] * 3,
        "What readers of an expired stop saw when the planner failed",
    )


@check(requirement="expiry", title="The edge: fresh just before 60 seconds, loaded again at 60")
def edge_of_the_minute(run: Run) -> None:
    planner = Planner(run)
    planner.at(float(run.random.randrange(10**6)))
    stop = planner.stop("first", after_s=0)
    planner.visit([stop])
    planner.replies[stop].value = "second"
    planner.later(59.75)
    run.same(planner.visit([stop] * 4), [{"timetable": "first"}] * 4, "What readers saw 59.75 s after the load")
    planner.later(0.25)
    run.same(planner.visit([stop] * 4), [{"timetable": "second"}] * 4, "What readers saw 60 s after the load")


@check(requirement="expiry", title="Readers do not prolong a timetable, a new load does")
def life_counts_from_the_load(run: Run) -> None:
    planner = Planner(run)
    stop = planner.stop("n", after_s=0)
    loads = []
    for _second in range(0, 200, 20):
        planner.visit([stop])
        loads.append(planner.loaded(stop))
        planner.later(20.0)
    run.same(loads, [1, 0, 0, 1, 0, 0, 1, 0, 0, 1], "Loads of a stop that is read every 20 s")


@check(requirement="expiry", title="An empty timetable is a timetable")
def empty_values_are_kept(run: Run) -> None:
    for value in run.random.sample([None, [], "", 0, False, {}], 6):
        planner = Planner(run)
        stop = planner.stop(value, after_s=0)
        run.same(planner.visit([stop] * 3), [{"timetable": value}] * 3, f"What readers saw of {value!r}")
        planner.later(10.0)
        run.same(planner.visit([stop] * 3), [{"timetable": value}] * 3, f"What later readers saw of {value!r}")
        run.same(planner.loaded(stop), 0, f"Loads of {value!r} that was loaded 10 s ago")


@check(requirement="leaving", title="The reader who came first closes the page, the others still get their timetable")
def first_leaves(run: Run) -> None:
    planner = Planner(run)
    stop = planner.stop(planner.timetable(), after_s=0.3)
    seen = {"timetable": planner.replies[stop].value}
    run.same(
        planner.visit([stop] * 6, leaving=[0]),
        [{"left": True}, *[seen] * 5],
        "What six readers saw, of whom the first left",
    )
    run.budget("loads where the first of six readers left", planner.loaded(stop), 1)


@check(requirement="leaving", title="Whoever leaves, the others still get their timetable, from one load")
def some_leave(run: Run) -> None:
    planner = Planner(run)
    stop = planner.stop(planner.timetable(), after_s=0.3)
    leaving = sorted(run.random.sample(range(8), 5))
    seen = {"timetable": planner.replies[stop].value}
    expected = [{"left": True} if place in leaving else seen for place in range(8)]
    run.same(planner.visit([stop] * 8, leaving=leaving), expected, "What eight readers saw, of whom five left")
    run.same(planner.loaded(stop), 1, "Loads where five of eight readers left")


@check(requirement="leaving", title="When all readers of a stop have left, the next one is served")
def all_leave(run: Run) -> None:
    planner = Planner(run)
    left, other = planner.stop(planner.timetable(), after_s=0.2), planner.stop(planner.timetable(), after_s=0.5)
    planner.visit([left, left, other], leaving=[0, 1])
    planner.replies[left].after_s = 0.0
    run.same(
        planner.visit([left] * 3),
        [{"timetable": planner.replies[left].value}] * 3,
        "What readers saw after all before them had left",
    )
    run.expect(
        planner.loaded(left) <= 1, f"{planner.loaded(left)} loads for three readers after all before them had left."
    )
