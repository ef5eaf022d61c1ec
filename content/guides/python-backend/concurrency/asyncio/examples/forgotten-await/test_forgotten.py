"""A coroutine that nobody awaits: what it skips, what it lets through, and who complains."""

import asyncio
import sys
import warnings
from unittest.mock import AsyncMock

import pytest

sent: list[str] = []


async def send_receipt(to: str) -> None:
    sent.append(to)


async def may_refund(user: str) -> bool:
    return user == "manager"


def test_the_call_alone_runs_no_line_of_the_body():
    sent.clear()
    with pytest.warns(RuntimeWarning, match="coroutine 'send_receipt' was never awaited"):
        send_receipt("ada@example.org")
    print("sent without await:", sent)
    assert sent == []

    asyncio.run(send_receipt("ada@example.org"))
    print("sent when run:", sent)
    assert sent == ["ada@example.org"]


def test_a_forgotten_await_in_a_condition_lets_everybody_in():
    async def refund(user: str) -> str:
        return "refunded" if may_refund(user) else "refused"  # the bug: a coroutine object is always true

    async def repaired(user: str) -> str:
        return "refunded" if await may_refund(user) else "refused"

    with pytest.warns(RuntimeWarning, match="never awaited"):
        outcome = asyncio.run(refund("stranger"))
    print(f"stranger: {outcome}, with await: {asyncio.run(repaired('stranger'))}")
    assert outcome == "refunded"
    assert asyncio.run(repaired("stranger")) == "refused"


def test_turning_warnings_into_errors_does_not_stop_the_program(monkeypatch):
    ignored: list[str] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda event: ignored.append(str(event.exc_value)))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        send_receipt("ada@example.org")
        reached_the_next_line = True

    print("raised and ignored:", ignored[0])
    assert reached_the_next_line


def test_debug_mode_names_the_line_that_made_the_coroutine():
    async def checkout() -> None:
        send_receipt("ada@example.org")

    with pytest.warns(RuntimeWarning) as caught:
        asyncio.run(checkout(), debug=True)
    message = str(caught[0].message)
    assert "Coroutine created at" in message
    assert message.rstrip().endswith('in checkout\n    send_receipt("ada@example.org")')


def test_a_mock_can_be_called_without_being_awaited():
    mailer = AsyncMock()
    with pytest.warns(RuntimeWarning, match="never awaited"):
        mailer.send("ada@example.org")

    mailer.send.assert_called_once()  # passes although nothing would have been sent
    with pytest.raises(AssertionError, match="Expected send to have been awaited once. Awaited 0 times."):
        mailer.send.assert_awaited_once()
