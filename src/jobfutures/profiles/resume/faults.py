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


def gettext_noop(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is told."""
    return text


NO_JSON = gettext_noop("This is no JSON: line %(line)d, column %(column)d cannot be read.")
TOO_LARGE = gettext_noop("A file has at most 512 KiB; this one has %(size)d.")
TOO_DEEP = gettext_noop("More than 32 levels of lists and objects stand in each other.")
NO_NUMBER = gettext_noop("A number in the file is none that can be kept.")
TWICE = gettext_noop("The key “%(key)s” stands here twice.")
NO_TEXT = gettext_noop("A character here cannot be kept: the one with the number 0, or half of a pair.")
NO_OBJECT = gettext_noop("An object has to stand here: { … }.")
NO_LIST = gettext_noop("A list has to stand here: [ … ].")
NO_STRING = gettext_noop("A text has to stand here, between quotation marks.")
NO_DATE = gettext_noop("No date: write 2020, 2020-03 or 2020-03-14, or leave it out.")
TOO_LONG = gettext_noop("At most %(most)d characters fit here; there are %(number)d.")
TOO_MANY = gettext_noop("At most %(most)d fit here; there are %(number)d.")
