from datetime import datetime, timedelta

from fastapi import FastAPI
from pydantic import AwareDatetime, BaseModel, ConfigDict
from sqlalchemy import select

from .access import Db, SignedIn
from .models import Appointment

app = FastAPI()


class AppointmentRow(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    patient_name: str
    starts_at: datetime
    cancelled_at: datetime | None


@app.get("/appointments")
def list_appointments(day_from: AwareDatetime, staff: SignedIn, session: Db) -> list[AppointmentRow]:
    """Return the appointments of 24 hours, earliest first."""
    of_the_day = (
        select(Appointment)
        .where(
            Appointment.clinic_id == staff.clinic_id,
            Appointment.starts_at >= day_from,
            Appointment.starts_at < day_from + timedelta(days=1),
        )
        .order_by(Appointment.starts_at, Appointment.id)
    )
    return [AppointmentRow.model_validate(row) for row in session.scalars(of_the_day)]
