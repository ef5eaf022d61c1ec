from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypedDict


class Request(TypedDict):
    """method: in capitals. headers: names in any case, as the caller wrote them."""

    method: str
    path: str
    headers: dict[str, str]
    body: object


class Answer(TypedDict):
    """headers: names in any case, as the partner sent them."""

    status: int
    headers: dict[str, str]
    body: object


Send = Callable[[Request], Awaitable[Answer]]  # raises ConnectionError or TimeoutError where no answer came
Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Policy:
    """attempts: how often a request is sent at most, the first time included.

    base_s, cap_s: the n-th wait is drawn between half and all of base_s * 2 ** (n - 1), or of cap_s where that is less.
    patience_s: a partner who asks for a longer wait than this is not waited for.
    """

    attempts: int = 4
    base_s: float = 0.5
    cap_s: float = 8.0
    patience_s: float = 30.0
