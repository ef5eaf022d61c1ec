"""Sends a request to the partner and repeats it where that helps."""

import logging

from policy import Answer, Policy, Request, Send, Sleep

logger = logging.getLogger(__name__)


async def send_with_retries(request: Request, send: Send, sleep: Sleep, policy: Policy) -> Answer:
    """Return the partner's answer; try again while there is none, or none that we like."""
    answer: Answer | None = None
    for attempt in range(policy.attempts):
        try:
            answer = await send(request)
        except Exception:
            logger.exception("attempt %d: %s %s failed", attempt + 1, request["method"], request["path"])
        else:
            if answer["status"] < 400:
                return answer
        await sleep(policy.base_s)
    return answer
