from typing import Annotated, Any

from fastapi import Depends, FastAPI, Header, HTTPException

from members import Address, Member, Members
from schemas import MemberIn, MemberOut, SignIn, StaffMemberOut

STAFF_KEY = "front-desk"  # for development only

app = FastAPI()
members = Members()


def member_of_path(member_id: int) -> Member:
    member = members.find(member_id)
    if member is None:
        raise HTTPException(404, "There is no such member.")
    return member


def front_desk(x_staff_key: Annotated[str, Header()] = "") -> None:
    if x_staff_key != STAFF_KEY:
        raise HTTPException(403, "This is for the front desk.")


Found = Annotated[Member, Depends(member_of_path)]
StaffOnly = Depends(front_desk)


@app.post("/members", status_code=201, response_model=MemberOut)
def sign_up(body: MemberIn) -> Member:
    return members.add(**with_address(body.model_dump()))


@app.get("/members/{member_id}", response_model=MemberOut)
def profile(member: Found) -> Member:
    return member


@app.patch("/members/{member_id}", response_model=MemberOut)
def change_profile(member: Found, body: dict[str, Any]) -> Member:
    members.change(member, **with_address(body))
    return member


@app.get("/staff/members/{member_id}", response_model=StaffMemberOut, dependencies=[StaffOnly])
def staff_profile(member: Found) -> Member:
    return member


@app.patch("/staff/members/{member_id}", response_model=StaffMemberOut, dependencies=[StaffOnly])
def change_as_staff(member: Found, body: dict[str, Any]) -> Member:
    if member.address and "address_verified" in body:
        member.address.verified = body.pop("address_verified")
    members.change(member, **body)
    return member


@app.post("/sessions", response_model=MemberOut)
def sign_in(body: SignIn) -> Member:
    member = members.with_password(body.email, body.password)
    if member is None:
        raise HTTPException(401, "Wrong address or password.")
    return member


def with_address(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields with the address as it is stored."""
    if fields.get("address"):
        return {**fields, "address": Address(**fields["address"])}
    return fields
