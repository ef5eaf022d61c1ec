"""The customers of a florist. Which code serves them is decided by the release that this process has been given."""

import importlib
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from database import engine
from plan import PLAN
from rollout import Deploy, Run, run_script

app = FastAPI()
serving: dict[str, Any] = {"release": importlib.import_module("releases.release_1")}


class NewCustomer(BaseModel):
    name: str
    phone: str | None = None


class NewPhone(BaseModel):
    phone: str | None


def connection() -> Iterator[Connection]:
    with engine.begin() as opened:
        yield opened


Db = Annotated[Connection, Depends(connection, scope="function")]


@app.post("/customers", status_code=201)
def create(db: Db, body: NewCustomer) -> dict[str, Any]:
    number = serving["release"].create(db, body.name, body.phone)
    return {"id": number, "name": body.name, "phone": body.phone}


@app.get("/customers/{number}")
def read(db: Db, number: int) -> dict[str, Any]:
    found = serving["release"].read(db, number)
    if found is None:
        raise HTTPException(404, "There is no such customer.")
    return found


@app.put("/customers/{number}/phone", status_code=204)
def change_phone(db: Db, number: int, body: NewPhone) -> None:
    serving["release"].change_phone(db, number, body.phone)


@app.get("/customers")
def find(db: Db, phone: str) -> list[int]:
    """Return the numbers of all customers with this phone."""
    return serving["release"].find(db, phone)


@app.get("/rollout")
def plan() -> list[dict[str, str]]:
    return [{"deploy": step.release} if isinstance(step, Deploy) else {"run": step.sql} for step in PLAN]


@app.post("/rollout/releases/{name}", status_code=204)
def deploy(name: str) -> None:
    """Let this process serve a release from now on."""
    if name not in {"release_1", *(step.release for step in PLAN if isinstance(step, Deploy))}:
        raise HTTPException(404, "The plan has no such release.")
    serving["release"] = importlib.import_module(f"releases.{name}")


@app.post("/rollout/steps/{place}", status_code=204)
def run(place: int) -> None:
    """Run the script at this place of the plan, counted from 0."""
    step = PLAN[place]
    if not isinstance(step, Run):
        raise HTTPException(409, "This step deploys a release.")
    try:
        run_script(engine, step.sql)
    except SQLAlchemyError as error:
        raise HTTPException(400, f"A statement failed: {error.args[0]}") from None
