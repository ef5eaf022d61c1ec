from pydantic import BaseModel, ValidationError, field_validator

SEATS_LEFT = {"basic": 40, "team": 0}


class Subscription(BaseModel):
    plan: str

    @field_validator("plan")
    @classmethod
    def is_on_sale(cls, plan):
        if SEATS_LEFT.get(plan, 0) == 0:
            raise ValueError("unknown, or sold out")
        return plan


for sent in ("basic", "gold"):
    try:
        print(200, Subscription(plan=sent).plan)
    except ValidationError as refusal:
        print(422, refusal.errors()[0]["type"])
