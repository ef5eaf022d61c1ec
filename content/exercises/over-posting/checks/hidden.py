from typing import Any

from grading import Run, check
from people import STAFF, address, person, refused, seen_by_staff, signed_up

PROTECTED: dict[str, Any] = {
    "id": 1, "password_hash": "00", "plan": "year", "credit_cents": 10**6, "is_staff": True,
    "created_at": "2001-01-01T00:00:00Z", "address_verified": True,
}  # fmt: skip


def as_stored(run: Run, member: dict[str, Any], password: str) -> Any:
    """Return what staff see, after making sure that the password still opens the door."""
    answer = run.http().post("/sessions", json_body={"email": member["email"], "password": password})
    run.same(answer.status, 200, "Status of POST /sessions with the right password")
    return seen_by_staff(run, member)


@check(requirement="refused", title="No field of the house can be set at sign-up")
def sign_up_is_closed(run: Run) -> None:
    for field in run.random.sample(list(PROTECTED), len(PROTECTED)):
        sent = person(run, **{field: PROTECTED[field]})
        refused(run, run.http().post("/members", json_body=sent), field, f"POST /members with {field}")
        again = run.http().post("/sessions", json_body={"email": sent["email"], "password": sent["password"]})
        run.same(again.status, 401, f"Status of a sign-in after POST /members with {field} was refused")


@check(requirement="refused", title="No field of the house can be set in a profile, alone or beside a good one")
def profile_is_closed(run: Run) -> None:
    sent, member = signed_up(run, address=address(run))
    before = as_stored(run, member, sent["password"])
    extra = PROTECTED | {"email": "other@example.org", "password": "a new password"}
    for field in run.random.sample(list(extra), len(extra)):
        body = {field: extra[field]} | run.random.choice([{}, {"name": "Changed"}, {"nickname": "Changed"}])
        refused(
            run, run.http().patch(f"/members/{member['id']}", json_body=body), field, f"PATCH /members/.. with {field}"
        )
        run.same(
            as_stored(run, member, sent["password"]), before, f"Member after PATCH /members/.. with {field} was refused"
        )


@check(requirement="refused", title="A field that nobody knows is refused too")
def unknown_fields(run: Run) -> None:
    _sent, member = signed_up(run)
    field = f"field_{run.random.randrange(10**6)}"
    refused(
        run,
        run.http().post("/members", json_body=person(run, **{field: 1})),
        field,
        "POST /members with a field that nobody knows",
    )
    path = f"/members/{member['id']}"
    refused(
        run, run.http().patch(path, json_body={field: None}), field, "PATCH /members/.. with a field that nobody knows"
    )
    refused(run, run.http().patch(path, json_body={"Name": "x"}), "Name", "PATCH /members/.. with Name for name")
    answer = run.http().patch(f"/staff{path}", json_body={field: 1}, headers=STAFF)
    refused(run, answer, field, "PATCH /staff/members/.. with a field that nobody knows")


@check(requirement="refused", title="An address cannot be declared verified by the member")
def address_is_closed(run: Run) -> None:
    sent = person(run, address=address(run, verified=True))
    refused(run, run.http().post("/members", json_body=sent), "verified", "POST /members with address.verified")
    _sent, member = signed_up(run, address=address(run))
    body = {"address": address(run, verified=True)}
    refused(
        run,
        run.http().patch(f"/members/{member['id']}", json_body=body),
        "verified",
        "PATCH /members/.. with address.verified",
    )
    run.same(seen_by_staff(run, member)["address"], member["address"], "Address after the change was refused")


@check(requirement="partial", title="Only what was sent is changed, field by field")
def fields_one_by_one(run: Run) -> None:
    _sent, member = signed_up(run, nickname="Flo", address=address(run))
    changes = {
        "name": f"N{run.random.randrange(999)}",
        "nickname": f"K{run.random.randrange(999)}",
        "address": address(run),
    }
    for field in run.random.sample(list(changes), 3):
        answer = run.http().patch(f"/members/{member['id']}", json_body={field: changes[field]})
        run.same(answer.status, 200, f"Status of PATCH /members/.. with {field}")
        member[field] = changes[field] | {"verified": False} if field == "address" else changes[field]
        run.same(answer.json(), member, f"Member after a change of {field}")
        run.same(
            run.http().get(f"/members/{member['id']}").json(), member, f"Member that is read after a change of {field}"
        )


@check(requirement="partial", title="null empties what may be empty, and nothing else")
def nulls(run: Run) -> None:
    _sent, member = signed_up(run, nickname="Flo", address=address(run))
    path = f"/members/{member['id']}"
    answer = run.http().patch(path, json_body={"nickname": None})
    run.same(
        (answer.status, answer.json().get("nickname", "-")), (200, None), "Status and nickname after nickname: null"
    )
    answer = run.http().patch(path, json_body={"address": None})
    run.same((answer.status, answer.json().get("address", "-")), (200, None), "Status and address after address: null")
    run.same(
        run.http().patch(path, json_body={"name": None}).status, 422, "Status of PATCH /members/.. with name: null"
    )
    run.same(run.http().get(path).json(), member | {"nickname": None, "address": None}, "Member at the end")


@check(requirement="partial", title="An empty change changes nothing")
def empty_change(run: Run) -> None:
    _sent, member = signed_up(run, nickname="Flo")
    answer = run.http().patch(f"/members/{member['id']}", json_body={})
    run.same((answer.status, answer.json()), (200, member), "Status and member after an empty PATCH")


@check(requirement="partial", title="What is sent is checked as at sign-up")
def values_are_checked(run: Run) -> None:
    _sent, member = signed_up(run)
    wrong: list[dict[str, Any]] = [
        {"name": ""}, {"name": "x" * 81}, {"name": 7}, {"nickname": "x" * 41}, {"nickname": ["Flo"]},
        {"address": {"street": "Mill Lane 1"}},
        {"address": address(run, postcode="1")}, {"address": "Mill Lane 1"},
    ]  # fmt: skip
    for body in run.random.sample(wrong, len(wrong)):
        run.same(
            run.http().patch(f"/members/{member['id']}", json_body=body).status,
            422,
            f"Status of PATCH /members/.. with {body!r}",
        )
    run.same(run.http().get(f"/members/{member['id']}").json(), member, "Member after changes that were refused")


@check(requirement="staff", title="The front desk sets plan, credit, staff and verified, each alone")
def staff_fields(run: Run) -> None:
    _sent, member = signed_up(run, address=address(run))
    expected = seen_by_staff(run, member)
    changes: dict[str, Any] = {
        "plan": run.random.choice(["month", "year"]), "credit_cents": run.random.randrange(1, 9999),
        "is_staff": True, "address_verified": True,
    }  # fmt: skip
    for field in run.random.sample(list(changes), 4):
        answer = run.http().patch(f"/staff/members/{member['id']}", json_body={field: changes[field]}, headers=STAFF)
        run.same(answer.status, 200, f"Status of PATCH /staff/members/.. with {field}")
        if field == "address_verified":
            expected["address"]["verified"] = True
        else:
            expected[field] = changes[field]
        run.same(answer.json(), expected, f"Member after the front desk has set {field}")


@check(requirement="staff", title="The front desk cannot set what is not its own, nor what makes no sense")
def staff_is_bounded(run: Run) -> None:
    sent, member = signed_up(run)
    before = as_stored(run, member, sent["password"])
    wrong: list[dict[str, Any]] = [
        {"id": 1}, {"password_hash": "00"}, {"email": "x@example.org"}, {"created_at": "2001-01-01T00:00:00Z"},
        {"plan": "free"}, {"plan": None},
        {"credit_cents": -1}, {"credit_cents": None}, {"is_staff": None},
    ]  # fmt: skip
    for body in run.random.sample(wrong, len(wrong)):
        answer = run.http().patch(f"/staff/members/{member['id']}", json_body=body, headers=STAFF)
        refused(run, answer, next(iter(body)), f"PATCH /staff/members/.. with {body!r}")
        run.same(as_stored(run, member, sent["password"]), before, f"Member after {body!r} was refused")


@check(requirement="staff", title="Nobody else gets in at the front desk")
def staff_only(run: Run) -> None:
    _sent, member = signed_up(run)
    for headers in ({}, {"X-Staff-Key": "guess"}):
        answer = run.http().patch(f"/staff/members/{member['id']}", json_body={"plan": "year"}, headers=headers)
        run.same(answer.status, 403, "Status of PATCH /staff/members/.. without the key")
    run.same(seen_by_staff(run, member)["plan"], "day", "Plan after a change without the key")


@check(requirement="kept", title="Sign-up and sign-in work as before, and answers hold no secrets")
def answers_are_kept(run: Run) -> None:
    sent, member = signed_up(run, nickname=run.random.choice([None, "Flo"]), address=address(run))
    run.same(
        sorted(member),
        ["address", "created_at", "credit_cents", "email", "id", "name", "nickname", "plan"],
        "Fields of a member",
    )
    for field in ("email", "name", "nickname"):
        run.same(member[field], sent[field], f"{field} of the new member")
    run.same(member["address"], sent["address"] | {"verified": False}, "Address of the new member")
    run.same((member["plan"], member["credit_cents"]), ("day", 0), "Plan and credit of the new member")
    run.same(
        run.http().post("/sessions", json_body={"email": sent["email"], "password": sent["password"]}).json(),
        member,
        "Member who signs in",
    )
    run.same(
        run.http().post("/sessions", json_body={"email": sent["email"], "password": "wrong"}).status,
        401,
        "Status of a wrong password",
    )


@check(requirement="kept", title="A body that was refused before is refused still")
def refusals_are_kept(run: Run) -> None:
    for changes in ({"email": "nobody"}, {"password": "short"}, {"name": ""}, {"name": None}, {"nickname": "x" * 41}):
        run.same(
            run.http().post("/members", json_body=person(run, **changes)).status,
            422,
            f"Status of POST /members with {changes!r}",
        )
    without = person(run)
    del without["password"]
    run.same(run.http().post("/members", json_body=without).status, 422, "Status of POST /members without a password")


@check(requirement="kept", title="Members who do not exist are not found")
def not_found(run: Run) -> None:
    number = run.random.randrange(10**6, 10**9)
    run.same(run.http().get(f"/members/{number}").status, 404, "Status of GET /members/.. of nobody")
    run.same(
        run.http().patch(f"/members/{number}", json_body={"name": "x"}).status,
        404,
        "Status of PATCH /members/.. of nobody",
    )
