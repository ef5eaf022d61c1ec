from decimal import Decimal

from pydantic import BaseModel, Field


class Line(BaseModel):
    text: str = Field(min_length=1, max_length=200)
    quantity: int = Field(ge=1, le=10_000)
    price: Decimal = Field(ge=0, le=100_000, decimal_places=2)
    vat_percent: int = Field(ge=0, le=30)


class Draft(BaseModel):
    lines: list[Line] = Field(min_length=1, max_length=200)


class Totals(BaseModel):
    net: Decimal
    vat: Decimal
    gross: Decimal
