from datetime import UTC, datetime, timedelta

from fastapi import FastAPI, HTTPException
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


class AppointmentDetail(AppointmentRow):
    patient_phone: str
    note: str


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


@app.get("/appointments/{appointment_id}")
def show_appointment(appointment_id: int, staff: SignedIn, session: Db) -> AppointmentDetail:
    appointment = session.get(Appointment, appointment_id)
    if appointment is None:
        raise HTTPException(404, "There is no such appointment.")
    return AppointmentDetail.model_validate(appointment)


@app.post("/appointments/{appointment_id}/cancellation", status_code=204)
def cancel_appointment(appointment_id: int, staff: SignedIn, session: Db) -> None:
    """Cancel an appointment; a second cancellation changes nothing."""
    own = select(Appointment).where(Appointment.id == appointment_id, Appointment.clinic_id == staff.clinic_id)
    appointment = session.scalar(own)
    if appointment is None:
        raise HTTPException(404, "There is no such appointment.")
    if appointment.cancelled_at is None:
        appointment.cancelled_at = datetime.now(UTC)
        session.commit()
