from pydantic import BaseModel, ConfigDict, Field, ValidationError


class Signup(BaseModel):
    model_config = ConfigDict(str_strip_whitespace=True)
    name: str = Field(min_length=1, max_length=20)


for sent in ("", "   ", " Ada "):
    try:
        print(repr(Signup(name=sent).name))
    except ValidationError:
        print("refused")
