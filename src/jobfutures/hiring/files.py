"""Looks at a file that somebody sends, and makes of it what may be kept. Knows no framework.

Pictures are made anew, so nothing of the file itself is kept; texts are read as UTF-8; a PDF is kept as it came if its
outer structure is whole and it holds nothing that runs, hides a second file or asks for a password. It is never parsed
deeper here: whoever opens it does so on their own machine, from an answer that no browser shows inside the site.
"""

import hashlib
import io
import re
import struct
import unicodedata
import zipfile
from dataclasses import dataclass

from PIL import Image, ImageOps

MOST_PIXELS = 16_000_000
LARGEST = 2400  # pixels on the longer side, sharp enough to print
LONGEST_NAME = 120
MEDIA = {
    "pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
    "txt": "text/plain", "md": "text/markdown",
}  # fmt: skip
BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, Image.DecompressionBombError, OverflowError)
PDF_HEAD = re.compile(rb"%PDF-[12]\.[0-9][\r\n ]")
PDF_TAIL = re.compile(rb"startxref\s+([0-9]{1,10})\s+%%EOF\s*\Z")
XREF = re.compile(rb"\s*(xref\b|[0-9]{1,10}\s+[0-9]{1,5}\s+obj\b)")
ACTIVE = re.compile(
    rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData)(?![A-Za-z0-9])|/XFA\s*[\[0-9(]"
)
HIDDEN = {"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"}
ALLOWED_CONTROLS = set("\t\n\r\f")


class WrongFile(Exception):
    """reason: kind, empty, bytes, content, pixels, broken, locked, active or double."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be kept. digest: SHA-256 of its content, hex."""

    name: str
    media_type: str
    content: bytes
    digest: str


def checked(name: str, content: bytes, *, most: int) -> Checked:
    """Return what may be kept of a file. most: bytes. Raises WrongFile."""
    clean = clean_name(name)
    ending = clean.rpartition(".")[2].lower()
    if ending not in MEDIA:
        raise WrongFile("kind")
    if not content:
        raise WrongFile("empty")
    if len(content) > most:
        raise WrongFile("bytes")
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise WrongFile("double")
    media = MEDIA[ending]
    kept = pdf(content) if ending == "pdf" else picture(content, media) if media[:5] == "image" else text(content)
    if len(kept) > most:
        raise WrongFile("bytes")
    return Checked(clean, media, kept, hashlib.sha256(kept).hexdigest())


def clean_name(name: str) -> str:
    """Return a name of one line without a folder and without what cannot be seen; its ending stays."""
    bare = re.split(r"[/\\]", name)[-1]
    shown = "".join(" " if unicodedata.category(one) in HIDDEN else one for one in bare)
    stem, dot, ending = " ".join(shown.split()).rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1].strip() or 'file'}{dot}{ending[:10]}"


def pdf(content: bytes) -> bytes:
    if not PDF_HEAD.match(content):
        raise WrongFile("content")
    tail = PDF_TAIL.search(content, max(0, len(content) - 1024))
    if tail is None or not XREF.match(content, int(tail[1])):
        raise WrongFile("broken")
    if re.search(rb"/Encrypt(?![A-Za-z0-9])", content):
        raise WrongFile("locked")
    if ACTIVE.search(content):
        raise WrongFile("active")
    if re.search(rb"<(script|html|svg|!doctype)", content[:1024], re.IGNORECASE):
        raise WrongFile("double")
    return content


def picture(content: bytes, media: str) -> bytes:
    """Return the picture made anew, without metadata and never larger than it is worth."""
    kind = "PNG" if media == "image/png" else "JPEG"
    try:
        opened = Image.open(io.BytesIO(content), formats=(kind,))
    except BROKEN:
        raise WrongFile("content") from None
    if opened.width * opened.height > MOST_PIXELS:
        raise WrongFile("pixels")
    try:
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((LARGEST, LARGEST))
        made = upright.convert("RGBA" if kind == "PNG" else "RGB")
    except BROKEN:
        raise WrongFile("broken") from None
    bare = Image.new(made.mode, made.size)
    bare.paste(made)
    written = io.BytesIO()
    bare.save(written, kind, optimize=True, **({"quality": 88} if kind == "JPEG" else {}))
    return written.getvalue()


def text(content: bytes) -> bytes:
    if b"%PDF-" in content[:1024]:
        raise WrongFile("double")
    try:
        said = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongFile("content") from None
    if any(unicodedata.category(one) == "Cc" and one not in ALLOWED_CONTROLS for one in said):
        raise WrongFile("content")
    return said.replace("\r\n", "\n").replace("\r", "\n").encode()
