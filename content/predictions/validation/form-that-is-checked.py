from pydantic import BaseModel, model_validator


class Signup(BaseModel):
    email: str
    password: str

    @model_validator(mode="before")
    @classmethod
    def same_password_twice(cls, data):
        if data["password"] != data.pop("password_again"):
            raise ValueError("the two passwords differ")
        return data


form = {"email": "ada@example.org", "password": "x1", "password_again": "x1"}
print(sorted(Signup.model_validate(form).model_dump()))
print(sorted(form))
