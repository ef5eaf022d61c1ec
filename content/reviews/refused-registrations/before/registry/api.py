import logging
from datetime import date
from typing import Annotated

from fastapi import FastAPI, HTTPException
from pydantic import AfterValidator, BaseModel, Field, StringConstraints
from sqlalchemy.exc import IntegrityError

from .models import Patient, sessions

log = logging.getLogger(__name__)
app = FastAPI()


def plausible(day: date) -> date:
    if day.year < 1900:
        raise ValueError("must not lie before 1900")
    return day


class Registration(BaseModel):
    name: str = Field(min_length=1, max_length=120)
    born_on: Annotated[date, AfterValidator(plausible)]
    insurance_number: Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]{9}$")]
    phone: str = Field(min_length=5, max_length=30)


class Registered(BaseModel):
    id: int


@app.post("/patients", status_code=201)
def register(wanted: Registration) -> Registered:
    try:
        with sessions.begin() as session:
            patient = Patient(**wanted.model_dump())
            session.add(patient)
            session.flush()
            registered = Registered(id=patient.id)
    except IntegrityError:
        raise HTTPException(409, "This insurance number is registered already.") from None
    log.info("patient registered", extra={"fields": {"patient": registered.id}})
    return registered
