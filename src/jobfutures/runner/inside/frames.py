"""Messages over a socket pair: four bytes of length, then JSON. No pickle, no object of the other side is ever
built."""

import base64
import json
import socket
import struct
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

LENGTH = struct.Struct(">I")
MAX_FRAME = 8 << 20
PLAIN = frozenset({type(None), bool, int, float, str})


class Closed(ConnectionError):
    """The other side has ended or closed the channel."""


class TooLarge(ConnectionError):
    """The other side sent more than a frame may hold."""


def send(channel: socket.socket, message: Any) -> None:
    """Send one message. Raises Closed, TimeoutError, or TypeError for what JSON cannot say."""
    body = json.dumps(message).encode()
    if len(body) > MAX_FRAME:
        raise TooLarge(f"A message of {len(body) >> 20} MiB is too large.")
    try:
        channel.sendall(LENGTH.pack(len(body)) + body)
    except (BrokenPipeError, ConnectionResetError) as error:
        raise Closed("The other side has ended.") from error


def receive(channel: socket.socket, limit: int = MAX_FRAME) -> Any:
    """Return the next message. Raises Closed, TooLarge, TimeoutError, or ValueError for what is no JSON."""
    size = LENGTH.unpack(receive_exactly(channel, LENGTH.size))[0]
    if size > limit:
        raise TooLarge(f"A message of {size >> 10} KiB is too large.")
    return json.loads(receive_exactly(channel, size))


def receive_exactly(channel: socket.socket, size: int) -> bytes:
    pieces = bytearray()
    while len(pieces) < size:
        try:
            piece = channel.recv(min(size - len(pieces), 1 << 18))
        except ConnectionResetError as error:
            raise Closed("The other side has ended.") from error
        if not piece:
            raise Closed("The other side has ended.")
        pieces += piece
    return bytes(pieces)


def encoded(value: bytes | bytearray | memoryview) -> dict[str, str]:
    return {"b": base64.b64encode(bytes(value)).decode()}


SAID: tuple[tuple[tuple[type, ...], Callable[[Any], Any]], ...] = (  # the first that fits: a datetime is a date as well
    ((bytes, bytearray, memoryview), encoded),
    ((datetime,), lambda value: value.isoformat(" ")),
    ((date, time), lambda value: value.isoformat()),
    ((Decimal,), str),
    ((UUID,), lambda value: value.hex),
)


def plain(value: Any) -> Any:
    """Return a database value as JSON can say it: bytes become {"b": base64}."""
    if type(value) in PLAIN:
        return value
    return next((say(value) for kinds, say in SAID if isinstance(value, kinds)), value)


def original(value: Any) -> Any:
    """The way back of `plain` for bytes. Raises ValueError for what is no database value."""
    if type(value) in PLAIN:
        return value
    if type(value) is dict:
        return base64.b64decode(value["b"], validate=True)
    raise ValueError("no database value")
