"""ZIPs as people and attackers send them: refused whole with a sentence, or taken whole."""

import io
import struct
from collections.abc import Callable
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from jobfutures.exercises.archive import CannotUnpack, pack, unpack

FILES = {"till.py": "A = 1\n", "shop/names.py": "B = 2\n"}


def zipped(*entries: tuple[str | ZipInfo, bytes], kind: int = ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w", kind) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return packed.getvalue()


def link(name: str) -> ZipInfo:
    entry = ZipInfo(name)
    entry.external_attr = 0o120777 << 16
    return entry


def encrypted() -> bytes:
    packed = bytearray(zipped(("till.py", b"x")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.index(signature) + offset] |= 1
    return bytes(packed)


def lying_about_its_size() -> bytes:
    """Return a ZIP whose one file says that it has 10 bytes and unpacks to 3 MiB."""
    packed = zipped(("till.py", b"a" * (3 << 20)))
    return packed.replace(struct.pack("<I", 3 << 20), struct.pack("<I", 10))


def test_what_was_packed_comes_back():
    assert unpack(pack(FILES), "till") == FILES


def test_the_folder_around_a_project_is_taken_off():
    inside = {f"till/{path}": text for path, text in FILES.items()}

    assert unpack(pack(inside), "till") == FILES


def test_the_same_files_are_the_same_bytes_whatever_their_order():
    turned = dict(reversed(FILES.items()))

    assert pack(turned) == pack(FILES)


def test_line_ends_of_other_systems_become_ours():
    assert unpack(zipped(("till.py", b"\xef\xbb\xbfA = 1\r\nB = 2\r")), "till") == {"till.py": "A = 1\nB = 2\n"}


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "../till.py", "a/../till.py", "a\\b.py", "C:till.py", ".env", "a//b.py", "é.py", "a/" * 8 + "b.py"],
)
def test_a_name_that_leads_elsewhere_is_refused(name):
    with pytest.raises(CannotUnpack, match="is not accepted"):
        unpack(zipped((name, b"x"), ("till.py", b"x")), "till")


def test_a_name_with_a_hidden_end_is_refused():
    packed = zipped(("till.pyXevil", b"x")).replace(b"till.pyXevil", b"till.py\0evil")

    with pytest.raises(CannotUnpack, match="is not accepted"):
        unpack(packed, "till")


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: b"", "no ZIP that can be read"),
        (lambda: b"PK\x05\x06" + b"\0" * 18, "holds no file"),
        (lambda: b"no zip at all", "no ZIP that can be read"),
        (lambda: zipped(("till.py", b"x" * 100))[:-30], "no ZIP that can be read"),
        (lambda: zipped((link("till.py"), b"/etc/passwd")), "is a link"),
        (encrypted, "is encrypted"),
        (lambda: zipped(("till.py", b"x"), kind=ZIP_BZIP2), "packed in a way"),
        (lambda: zipped(("till.py", b"\xff\xfe\0")), "is no text"),
        (lambda: zipped(("till.py", b"a\0b")), "is no text"),
        (lambda: zipped(*((f"f{n}.py", b"") for n in range(65))), "more than 64 files"),
        (lambda: zipped(*((f"d{n}/", b"") for n in range(200))), "more than 64 files"),
        (lambda: zipped(("till.py", b"a" * (1 << 20) + b"a")), "larger than 1 MiB"),
        (lambda: zipped(*((f"f{n}.py", b"a" * (1 << 19)) for n in range(3))), "larger than 1 MiB"),
        (lambda: b"x" * (512 * 1024 + 1), "larger than 512 KiB"),
    ],
)
def test_a_hostile_zip_is_refused_whole(make: Callable[[], bytes], reason):
    with pytest.raises(CannotUnpack, match=reason):
        unpack(make(), "till")


def test_a_zip_that_lies_about_its_size_is_refused_or_cut_before_it_grows():
    with pytest.raises(CannotUnpack):
        unpack(lying_about_its_size(), "till")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_is_in_it_twice_is_refused():
    with pytest.raises(CannotUnpack, match="twice"):
        unpack(zipped(("till.py", b"one"), ("till.py", b"two")), "till")
