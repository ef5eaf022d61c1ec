"""What comes in and what goes out."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Name = Annotated[str, Field(min_length=1, max_length=80)]
Nickname = Annotated[str, Field(max_length=40)]


class Input(BaseModel):
    """Whatever comes from outside: a field that is not named here is left out."""

    model_config = ConfigDict(extra="ignore")


class AddressIn(Input):
    street: str = Field(min_length=1, max_length=120)
    postcode: str = Field(min_length=3, max_length=12)
    city: str = Field(min_length=1, max_length=80)


class MemberIn(Input):
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+$", max_length=120)
    name: Name
    password: str = Field(min_length=10, max_length=200)
    nickname: Nickname | None = None
    address: AddressIn | None = None


class ProfileChange(Input):
    """What members may change themselves. A field that is not sent stays; null only where nothing is a value."""

    name: Name = ""
    nickname: Nickname | None = None
    address: AddressIn | None = None


class StaffChange(Input):
    """What the front desk may change. Profiles belong to the members, addresses and passwords to nobody here."""

    plan: Literal["day", "month", "year"] = "day"
    credit_cents: int = Field(default=0, ge=0)
    is_staff: bool = False
    address_verified: bool = False


class SignIn(BaseModel):
    email: str
    password: str


class AddressOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    street: str
    postcode: str
    city: str
    verified: bool


class MemberOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    email: str
    name: str
    nickname: str | None
    address: AddressOut | None
    plan: str
    credit_cents: int
    created_at: datetime


class StaffMemberOut(MemberOut):
    is_staff: bool
