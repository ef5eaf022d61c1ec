from pydantic import BaseModel, Field, ValidationError


class Line(BaseModel):
    sku: str
    quantity: int = Field(ge=1, le=99)


line = Line(sku="tea", quantity="3")
print(repr(line.quantity))

try:
    line.quantity = "0"
except ValidationError:
    print("refused")
print(repr(line.quantity))
