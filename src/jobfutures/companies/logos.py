"""Makes a logo anew from a picture that somebody brought: nothing of the file itself is kept. Knows no framework."""

import hashlib
import io
import struct
from dataclasses import dataclass

from PIL import Image, ImageOps

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_BYTES = 1 << 20
MOST_PIXELS = 4_000_000
LARGEST = 256  # pixels on its longer side
WRONG = (OSError, SyntaxError, ValueError, EOFError, struct.error, Image.DecompressionBombError, OverflowError)


class WrongPicture(Exception):
    """reason: format, pixels, broken or bytes."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Picture:
    image: bytes
    width: int
    height: int
    digest: str


def made_anew(brought: bytes) -> Picture:
    """Return the picture as a small WebP without metadata. Raises WrongPicture."""
    if len(brought) > MOST_BYTES:
        raise WrongPicture("bytes")
    try:
        opened = Image.open(io.BytesIO(brought), formats=FORMATS)
    except WRONG:
        raise WrongPicture("format") from None
    if opened.width * opened.height > MOST_PIXELS:
        raise WrongPicture("pixels")
    try:
        upright = ImageOps.exif_transpose(opened).convert("RGBA")
        upright.thumbnail((LARGEST, LARGEST))
        bare = Image.new("RGBA", upright.size)
        bare.paste(upright)
    except WRONG:
        raise WrongPicture("broken") from None
    written = io.BytesIO()
    bare.save(written, "WEBP", quality=88, method=4)
    image = written.getvalue()
    return Picture(image, bare.width, bare.height, hashlib.sha256(image).hexdigest()[:16])
