from grading import Run, check
from people import STAFF, address, refused, seen_by_staff, signed_up


@check(requirement="refused", title="A member cannot give themselves credit")
def no_credit(run: Run) -> None:
    _sent, member = signed_up(run)
    answer = run.http().patch(f"/members/{member['id']}", json_body={"credit_cents": 50000})
    run.same(seen_by_staff(run, member)["credit_cents"], 0, "Credit after a member has sent credit_cents: 50000")
    refused(run, answer, "credit_cents", "PATCH /members/.. with credit_cents")


@check(requirement="partial", title="A change of the name changes the name alone")
def name_alone(run: Run) -> None:
    _sent, member = signed_up(run, nickname="Flo", address=address(run))
    answer = run.http().patch(f"/members/{member['id']}", json_body={"name": "Florence"})
    run.same(answer.status, 200, "Status of PATCH /members/.. with a name")
    run.same(answer.json(), member | {"name": "Florence"}, "Member after a change of the name")


@check(requirement="staff", title="The front desk can change the plan")
def staff_changes_plan(run: Run) -> None:
    _sent, member = signed_up(run)
    answer = run.http().patch(f"/staff/members/{member['id']}", json_body={"plan": "month"}, headers=STAFF)
    run.same(answer.status, 200, "Status of PATCH /staff/members/.. with a plan")
    run.same(answer.json()["plan"], "month", "Plan after the change")
