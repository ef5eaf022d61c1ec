"""What was read when a proof was looked for, and whether it is one. Knows no framework."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

LABEL = "_jobfutures"
PREFIX = "jf-verify="
PATH = "/.well-known/jobfutures-verify.txt"
MOST_TEXTS, LONGEST_TEXT = 8, 200  # what of an answer is kept and shown


@dataclass(frozen=True, slots=True)
class Asked:
    """One server that was asked. answer: texts, none, alias, lame, silent or internal."""

    server: str
    address: str
    answer: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One look. reason: empty where the token was found alone, else a word for machines.

    source: authoritative, resolver or file.  texts: what was read, shortened.  detail: a sentence, where there is one.
    """

    source: str
    reason: str
    texts: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = field(default=())
    detail: str = ""

    def is_proof(self) -> bool:
        return not self.reason

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def fault_in_texts(texts: Sequence[str], token: str) -> str:
    """Return why these TXT records are no proof, or an empty text. Records that are not for us do not count."""
    ours = [one for one in texts if PREFIX in one.lower() or token in one]
    if not ours:
        return "missing"
    if len(ours) > 1:
        return "two_tokens"
    if ours[0] == PREFIX + token:
        return ""
    return "more_text" if token in ours[0] else "other_token"


def fault_in_file(body: bytes, token: str) -> str:
    """Return why a file is no proof, or an empty text. One line end may follow the token."""
    text = body.decode("utf-8", "replace").removesuffix("\n").removesuffix("\r")
    if text == token:
        return ""
    return "more_text" if token in text else "other_token" if text.strip() else "missing"


def shortened(texts: Sequence[str]) -> tuple[str, ...]:
    printable = ("".join(letter if letter.isprintable() else "\ufffd" for letter in text) for text in texts)
    return tuple(text[:LONGEST_TEXT] for text in list(printable)[:MOST_TEXTS])
