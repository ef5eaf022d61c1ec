from pydantic import BaseModel, Field, ValidationError


class Signup(BaseModel):
    name: str = Field(min_length=1, max_length=20)


for sent in ("", "   ", " Ada "):
    try:
        print(repr(Signup(name=sent).name))
    except ValidationError:
        print("refused")
