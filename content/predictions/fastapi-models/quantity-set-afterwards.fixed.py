from pydantic import BaseModel, ConfigDict, Field, ValidationError


class Line(BaseModel):
    model_config = ConfigDict(validate_assignment=True)
    sku: str
    quantity: int = Field(ge=1, le=99)


line = Line(sku="tea", quantity="3")
print(repr(line.quantity))

try:
    line.quantity = "0"
except ValidationError:
    print("refused")
print(repr(line.quantity))
