from dataclasses import dataclass

from .models import Hold


@dataclass(frozen=True)
class Letter:
    to: str
    text: str


def reminder(hold: Hold) -> Letter:
    text = f'"{hold.copy.title}" lies ready for you until {hold.last_on:%d %B}. You find it here: {hold.pickup_place}.'
    return Letter(hold.member.email, text)
