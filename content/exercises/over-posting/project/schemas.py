"""What comes in and what goes out."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field


class AddressIn(BaseModel):
    model_config = ConfigDict(extra="allow")

    street: str = Field(min_length=1, max_length=120)
    postcode: str = Field(min_length=3, max_length=12)
    city: str = Field(min_length=1, max_length=80)


class MemberIn(BaseModel):
    model_config = ConfigDict(extra="allow")

    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+$", max_length=120)
    name: str = Field(min_length=1, max_length=80)
    password: str = Field(min_length=10, max_length=200)
    nickname: str | None = Field(default=None, max_length=40)
    address: AddressIn | None = None


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
