"""What can be wrong with a file, told with the place where it stands."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """pointer: a JSON pointer (RFC 6901), empty for the whole file.  sentence: with %(name)s for each of `values`."""

    pointer: str
    sentence: str
    values: tuple[tuple[str, str | int], ...] = ()


class Refused(Exception):
    """The file was not taken, no part of it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("The file was refused.")
        self.faults = faults


def below(pointer: str, name: str | int) -> str:
    """Return the pointer of a member."""
    return f"{pointer}/{str(name).replace('~', '~0').replace('/', '~1')}"


NO_JSON = "This is no JSON: line %(line)d, column %(column)d cannot be read."
TOO_LARGE = "A file has at most 512 KiB; this one has %(size)d."
TOO_DEEP = "More than 32 levels of lists and objects stand in each other."
NO_NUMBER = "A number in the file is none that can be kept."
TWICE = "The key “%(key)s” stands here twice."
NO_TEXT = "A character here cannot be kept: the one with the number 0, or half of a pair."
NO_OBJECT = "An object has to stand here: { … }."
NO_LIST = "A list has to stand here: [ … ]."
NO_STRING = "A text has to stand here, between quotation marks."
NO_DATE = "No date: write 2020, 2020-03 or 2020-03-14, or leave it out."
TOO_LONG = "At most %(most)d characters fit here; there are %(number)d."
TOO_MANY = "At most %(most)d fit here; there are %(number)d."
SENTENCES = (
    NO_JSON, TOO_LARGE, TOO_DEEP, NO_NUMBER, TWICE, NO_TEXT, NO_OBJECT, NO_LIST, NO_STRING, NO_DATE, TOO_LONG, TOO_MANY,
)  # fmt: skip
