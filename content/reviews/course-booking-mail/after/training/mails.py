from django.core.mail import send_mail
from django.utils.formats import date_format

from .models import Booking

CONFIRMATION = """Hello {name},

you have a place in "{title}", which starts on {day}.
If you cannot come, please answer this mail, so that somebody else can.
"""


def send_confirmation(booking: Booking) -> None:
    course = booking.course
    text = CONFIRMATION.format(name=booking.name, title=course.title, day=date_format(course.starts_on, "j F Y"))
    send_mail(f"Your place: {course.title}", text, None, [booking.email])
