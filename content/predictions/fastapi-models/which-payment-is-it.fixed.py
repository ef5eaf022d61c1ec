from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError


class Card(BaseModel):
    model_config = ConfigDict(extra="forbid")
    cents: int
    card: str


class Transfer(BaseModel):
    model_config = ConfigDict(extra="forbid")
    cents: int
    iban: str


payments = TypeAdapter(Card | Transfer)
for sent in ({"cents": 500, "iban": "DE02"}, {"cents": 500, "ibn": "DE02"}):
    try:
        print(repr(payments.validate_python(sent)))
    except ValidationError as refusal:
        print("refused:", refusal.errors()[0]["type"])
