"""Status lists as bits: one place for each copy. The two formats count their bits from opposite ends of a byte."""

import gzip
import zlib
from enum import StrEnum

from jobfutures.credentials.vc.keys import decoded, encoded
from jobfutures.credentials.vc.reasons import Reason, Refused

PLACES = 131_072  # the least that the W3C asks for, so that one place hides among many
LARGEST = 1 << 20  # bytes that a list may unpack to


class Order(StrEnum):
    """IETF: token status list, lowest bit first.  W3C: bitstring status list, highest bit first."""

    IETF = "IETF"
    W3C = "W3C"


def mask(place: int, order: Order) -> int:
    return 1 << (place % 8 if order is Order.IETF else 7 - place % 8)


def is_set(bits: bytes | bytearray, place: int, order: Order) -> bool:
    """Raises Refused where the list has no such place."""
    if not 0 <= place < 8 * len(bits):
        raise Refused(Reason.STATUS_INVALID)
    return bool(bits[place // 8] & mask(place, order))


def set_bit(bits: bytearray, place: int, order: Order) -> None:
    bits[place // 8] |= mask(place, order)


def packed(bits: bytes, order: Order) -> str:
    """Return the list as it is published: zlib, or gzip with the mark of its encoding before it."""
    if order is Order.IETF:
        return encoded(zlib.compress(bits, 9))
    return "u" + encoded(gzip.compress(bits, mtime=0))


def unpacked(text: object, order: Order) -> bytes:
    """Return the bits of a published list. Raises Refused."""
    if not isinstance(text, str) or (order is Order.W3C and not text.startswith("u")):
        raise Refused(Reason.STATUS_INVALID)
    window = zlib.MAX_WBITS if order is Order.IETF else zlib.MAX_WBITS | 16
    try:
        unpacking = zlib.decompressobj(window)
        found = unpacking.decompress(decoded(text.removeprefix("u") if order is Order.W3C else text), LARGEST)
    except (ValueError, zlib.error):
        raise Refused(Reason.STATUS_INVALID) from None
    if not unpacking.eof:
        raise Refused(Reason.STATUS_INVALID)
    return found
