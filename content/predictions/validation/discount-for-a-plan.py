from pydantic import BaseModel, ValidationError, field_validator

PERCENT = {"basic": 0, "team": 10}


class Subscription(BaseModel):
    plan: str

    @field_validator("plan")
    @classmethod
    def is_on_sale(cls, plan):
        if PERCENT[plan] < 0:
            raise ValueError("not on sale")
        return plan


for sent in ("team", "gold"):
    try:
        print(200, Subscription(plan=sent).plan)
    except ValidationError as refusal:
        print(422, refusal.errors()[0]["type"])
