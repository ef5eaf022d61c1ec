from pydantic import BaseModel, TypeAdapter, ValidationError


class Card(BaseModel):
    cents: int
    card: str = ""


class Transfer(BaseModel):
    cents: int
    iban: str = ""


payments = TypeAdapter(Card | Transfer)
for sent in ({"cents": 500, "iban": "DE02"}, {"cents": 500, "ibn": "DE02"}):
    try:
        print(repr(payments.validate_python(sent)))
    except ValidationError as refusal:
        print("refused:", refusal.errors()[0]["type"])
