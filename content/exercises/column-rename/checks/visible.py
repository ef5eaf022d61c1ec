from grading import Run, check
from stage import Rollout, columns, traffic


@check(
    requirement="together",
    title="At every point of the plan customers can be written and read, at old and new releases",
)
def plan_with_traffic(run: Run) -> None:
    stage = Rollout(run)
    stage.play(stage.whole(), lambda when: traffic(stage, when))


@check(requirement="finished", title="At the end the column is called phone_number")
def column_is_renamed(run: Run) -> None:
    stage = Rollout(run)
    stage.play(stage.whole())
    run.same(sorted(columns(run)), ["id", "name", "phone_number"], "Columns of customer at the end")


@check(requirement="data", title="At the end every customer has the phone that they had")
def phones_are_kept(run: Run) -> None:
    stage = Rollout(run)
    stage.play(stage.whole())
    for number in stage.phones:
        stage.sees(0, number, "of a customer nobody has changed, at the end")
