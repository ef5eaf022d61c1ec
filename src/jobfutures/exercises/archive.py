"""A project as a ZIP, both ways. What comes in is refused whole with one sentence, or taken whole.

A ZIP's own figures are never believed: bytes are counted while they are read, so a bomb stops at the limit.
"""

import io
import stat
import zlib
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from jobfutures.runner.job import MAX_FILES, MAX_TOTAL_BYTES, SAFE_PATH

MAX_PACKED_BYTES = 512 * 1024
LONGEST_PATH = 200
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP can say: the same files are the same bytes
BROKEN = (BadZipFile, LargeZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


class CannotUnpack(Exception):
    """The ZIP was not taken; the sentence is for the candidate."""


def pack(files: Mapping[str, str]) -> bytes:
    """Return a ZIP of text files, not compressed: byte for byte the same on every machine."""
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        for path in sorted(files):
            entry = ZipInfo(path, FIRST_DAY)
            entry.create_system = 3
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, files[path].encode())
    return packed.getvalue()


def unpack(packed: bytes, folder: str) -> dict[str, str]:
    """Return the files of a ZIP: path -> text. `folder` is taken off where everything stands in it.

    Raises CannotUnpack.
    """
    if len(packed) > MAX_PACKED_BYTES:
        raise CannotUnpack(_("The ZIP is larger than 512 KiB, and so was not taken."))
    try:
        with ZipFile(io.BytesIO(packed)) as archive:
            found = read_entries(archive)
    except BROKEN:
        raise CannotUnpack(_("This is no ZIP that can be read, and so nothing was taken.")) from None
    inside = f"{folder}/"
    if found and all(path.startswith(inside) for path in found):
        found = {path.removeprefix(inside): text for path, text in found.items()}
    if not found:
        raise CannotUnpack(_("The ZIP holds no file, and so nothing was taken."))
    return found


def read_entries(archive: ZipFile) -> dict[str, str]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(archive.infolist()) > 2 * MAX_FILES or len(entries) > MAX_FILES:
        raise CannotUnpack(_("The ZIP holds more than %(most)s files, and so was not taken.") % {"most": MAX_FILES})
    found: dict[str, str] = {}
    left = MAX_TOTAL_BYTES
    for entry in entries:
        check_entry(entry, found)
        with archive.open(entry) as file:
            content = file.read(left + 1)
        left -= len(content)
        if left < 0:
            raise CannotUnpack(_("Unpacked, the ZIP is larger than 1 MiB, and so was not taken."))
        found[entry.filename] = as_text(entry.filename, content)
    return found


def check_entry(entry: ZipInfo, found: Mapping[str, str]) -> None:
    """Refuse by name and kind, before anything is read. Raises CannotUnpack."""
    name = entry.orig_filename
    kind = stat.S_IFMT(entry.external_attr >> 16)
    words = {"name": name[:80]}
    if not SAFE_PATH.fullmatch(name) or len(name) > LONGEST_PATH:
        raise CannotUnpack(
            _(
                "The file name “%(name)s” is not accepted, and so nothing was taken: letters, digits, . _ - and /, "
                "relative, without .. in it."
            )
            % words
        )
    if kind not in (0, stat.S_IFREG):
        raise CannotUnpack(_("“%(name)s” is a link or no plain file, and so nothing was taken.") % words)
    if entry.flag_bits & 1:
        raise CannotUnpack(_("“%(name)s” is encrypted, and so nothing was taken.") % words)
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise CannotUnpack(_("“%(name)s” is packed in a way that is not accepted; use a plain ZIP.") % words)
    if name in found:
        raise CannotUnpack(_("“%(name)s” is in the ZIP twice, and so nothing was taken.") % words)


def as_text(name: str, content: bytes) -> str:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise CannotUnpack(
            _("“%(name)s” is no text, and so nothing was taken: pack the project without it.") % {"name": name[:80]}
        )
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
