from grading import Run, check
from roofs import compare


@check(requirement="work", title="The page fetches little more than the rows that it shows")
def few_rows(run: Run) -> None:
    with run.db.counting() as counted:
        run.http().get("/stations/")
    run.budget("rows fetched for 25 stations", counted.rows, 700)


@check(requirement="queries", title="The page needs at most one query for each station and five more")
def few_queries(run: Run) -> None:
    with run.db.counting() as counted:
        run.http().get("/stations/")
    run.budget("queries for 25 stations", counted.queries, 30)


@check(requirement="answer", title="The answer is the same as before")
def same_answer(run: Run) -> None:
    compare(run, "25 stations of 200 readings each")
