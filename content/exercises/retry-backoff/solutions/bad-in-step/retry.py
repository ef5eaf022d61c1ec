"""Sends a request to the partner and repeats it where that helps."""

import logging
import random

from policy import Answer, Policy, Request, Send, Sleep

logger = logging.getLogger(__name__)

PASSING = {429, 502, 503, 504}
IDEMPOTENT = {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"}


async def send_with_retries(request: Request, send: Send, sleep: Sleep, policy: Policy) -> Answer:
    """Return the partner's answer. Raises ConnectionError or TimeoutError where none came at the last attempt."""
    attempts = policy.attempts if may_repeat(request) else 1
    for attempt in range(1, attempts):
        wait = backoff(attempt, policy)
        try:
            answer = await send(request)
        except (ConnectionError, TimeoutError) as error:
            logger.warning("attempt %d: %s %s: %s", attempt, request["method"], request["path"], error)
        else:
            if answer["status"] not in PASSING:
                return answer
            asked_for = retry_after(answer)
            if asked_for is not None:
                if asked_for > policy.patience_s:
                    return answer
                wait = asked_for + random.uniform(0, policy.base_s)
        await sleep(wait)
    return await send(request)


def may_repeat(request: Request) -> bool:
    """Say whether sending a request twice does no more than sending it once."""
    return request["method"] in IDEMPOTENT or header(request["headers"], "idempotency-key") is not None


def backoff(attempt: int, policy: Policy) -> float:
    return min(policy.cap_s, policy.base_s * 2 ** (attempt - 1))


def retry_after(answer: Answer) -> int | None:
    """Return the seconds the partner asked for, None where it asked for none that we understand."""
    value = (header(answer["headers"], "retry-after") or "").strip()
    return int(value) if value.isascii() and value.isdigit() else None


def header(headers: dict[str, str], name: str) -> str | None:
    return next((value for key, value in headers.items() if key.lower() == name), None)
