from pydantic import BaseModel


class Change(BaseModel):
    status: str | None = None
    note: str | None = None


stored = {"number": "A-1", "status": "open", "note": "ring twice"}
change = Change.model_validate_json('{"status": "paid"}')

print(stored | change.model_dump())
