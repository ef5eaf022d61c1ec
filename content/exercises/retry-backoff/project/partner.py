"""Calls to the hotel partner, as the rest of the booking service makes them."""

from policy import Answer, Policy, Request, Send, Sleep
from retry import send_with_retries


async def perform(request: Request, policy: dict[str, float], send: Send, sleep: Sleep) -> Answer:
    """Send any request under a policy of the caller's own."""
    return await send_with_retries(request, send, sleep, Policy(**policy))


async def rooms(hotel: str, send: Send, sleep: Sleep) -> list[object]:
    """Return the free rooms of a hotel, none where the partner does not know it."""
    asked = Request(method="GET", path=f"/hotels/{hotel}/rooms", headers={}, body=None)
    answer = await send_with_retries(asked, send, sleep, Policy())
    return answer["body"] if answer["status"] == 200 else []


async def book(hotel: str, guest: str, key: str, send: Send, sleep: Sleep) -> Answer:
    """Book a room. key: the same for the same booking, so that the partner can tell a repetition from a second one."""
    asked = Request(
        method="POST",
        path=f"/hotels/{hotel}/bookings",
        headers={"Idempotency-Key": key},
        body={"guest": guest},
    )
    return await send_with_retries(asked, send, sleep, Policy())


async def message(hotel: str, text: str, send: Send, sleep: Sleep) -> Answer:
    """Write to the front desk. The partner has no keys for messages: what is sent twice is read twice."""
    asked = Request(method="POST", path=f"/hotels/{hotel}/messages", headers={}, body={"text": text})
    return await send_with_retries(asked, send, sleep, Policy())
