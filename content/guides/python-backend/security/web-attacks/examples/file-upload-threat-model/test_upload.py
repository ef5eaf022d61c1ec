"""An upload, threat by threat: the name, the type, the size inside, the way back to a browser."""

import io
import zipfile
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import FileResponse

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 100
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>steal()</script></svg>'
KINDS = {b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg", b"%PDF-": ".pdf"}


def kind_of(content: bytes) -> str | None:
    """By its first bytes; neither the name nor the type that the client claims is asked."""
    return next((suffix for start, suffix in KINDS.items() if content.startswith(start)), None)


def store(folder: Path, upload: SimpleUploadedFile, limit: int = 1_000_000) -> str:
    """Name, place and type are ours; the client's name is kept as a label in the database."""
    if upload.size > limit:
        raise ValueError("too large")
    suffix = kind_of(upload.read(16))
    upload.seek(0)
    if suffix is None:
        raise ValueError("not a picture or a document that we take")
    name = f"{uuid4().hex}{suffix}"
    (folder / name).write_bytes(upload.read())
    return name


def test_a_path_in_the_name_writes_where_the_attacker_likes(tmp_path):
    (tmp_path / "uploads").mkdir()
    (tmp_path / "settings.py").write_text("ours")
    sent_name = "../settings.py"
    (tmp_path / "uploads" / sent_name).write_bytes(b"theirs")  # the naive line
    print("settings.py now says:", (tmp_path / "settings.py").read_text())
    assert (tmp_path / "settings.py").read_text() == "theirs"

    assert SimpleUploadedFile(sent_name, b"x").name == "settings.py"  # Django cuts the path off
    with pytest.raises(SuspiciousFileOperation):
        FileSystemStorage(tmp_path / "uploads").save("../settings.py", SimpleUploadedFile("x", b"x"))


def test_a_name_of_ours_cannot_collide_or_surprise(tmp_path):
    names = [store(tmp_path, SimpleUploadedFile(name, PNG)) for name in ("cat.png", "cat.png", "cat.php;.png", "\u202egnp.exe")]
    assert len(set(names)) == 4 and {Path(name).suffix for name in names} == {".png"}
    assert all(len(Path(name).stem) == 32 for name in names)


@pytest.mark.parametrize(
    ("name", "claimed", "content", "taken"),
    [
        ("cat.png", "image/png", PNG, True),
        ("cat.png", "image/png", b"<html><script>steal()</script>", False),
        ("cat.svg", "image/svg+xml", SVG, False),
        ("cat.exe", "image/png", b"MZ" + b"\0" * 100, False),
        ("report", "application/octet-stream", b"%PDF-1.7", True),
    ],
    ids=["picture", "page called picture", "drawing with a script", "program", "document without suffix"],
)
def test_the_first_bytes_decide_and_not_what_the_client_says(tmp_path, name, claimed, content, taken):
    upload = SimpleUploadedFile(name, content, content_type=claimed)
    trusting = upload.content_type.startswith("image/")
    try:
        store(tmp_path, upload)
        found = True
    except ValueError:
        found = False
    print(f"{name} as {claimed}: by claim {trusting}, by content {found}")
    assert found is taken


def test_first_bytes_are_no_proof_either():
    both = PNG + b"<script>steal()</script>"  # a picture for one reader, a page for another
    assert kind_of(both) == ".png"  # so it must also be served in a way that never makes it a page


def zipped(entries: dict[str, bytes]) -> zipfile.ZipFile:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return zipfile.ZipFile(io.BytesIO(buffer.getvalue()))


def unpack(archive: zipfile.ZipFile, folder: Path, most_bytes: int, most_entries: int = 100) -> None:
    if len(archive.infolist()) > most_entries:
        raise ValueError("too many entries")
    left = most_bytes
    for entry in archive.infolist():
        with archive.open(entry) as source:
            content = source.read(left + 1)  # never trust the size it declares: count while reading
        if len(content) > left:
            raise ValueError("too large inside")
        left -= len(content)
        (folder / uuid4().hex).write_bytes(content)


def test_a_small_archive_can_be_large_inside(tmp_path):
    archive = zipped({"zeros": b"\0" * 5_000_000})
    packed = archive.infolist()[0].compress_size
    print(f"{packed < 6000 and 'less than 6 kB'} become {archive.infolist()[0].file_size // 1_000_000} MB")
    with pytest.raises(ValueError, match="too large inside"):
        unpack(archive, tmp_path, most_bytes=1_000_000)
    assert packed < 6000 and list(tmp_path.iterdir()) == []


def test_names_inside_an_archive_are_names_of_a_stranger_too(tmp_path):
    archive = zipped({"../../settings.py": b"theirs"})
    unpack(archive, tmp_path, most_bytes=1000)
    assert archive.namelist() == ["../../settings.py"]
    assert [len(file.name) for file in tmp_path.iterdir()] == [32]


def test_a_limit_counts_before_the_content_is_looked_at(tmp_path):
    with pytest.raises(ValueError, match="too large"):
        store(tmp_path, SimpleUploadedFile("cat.png", PNG), limit=50)


def test_the_way_back_says_download_and_do_not_guess():
    careless = FileResponse(io.BytesIO(SVG), filename="cat.svg")
    careful = FileResponse(io.BytesIO(SVG), filename="cat.svg", as_attachment=True, content_type="application/octet-stream")
    careful["X-Content-Type-Options"] = "nosniff"
    careful["Content-Security-Policy"] = "default-src 'none'; sandbox"
    print("careless:", careless["Content-Type"], "|", careless["Content-Disposition"])
    print("careful: ", careful["Content-Type"], "|", careful["Content-Disposition"])
    assert careless["Content-Type"] == "image/svg+xml" and careless["Content-Disposition"].startswith("inline")
    assert careful["Content-Disposition"].startswith("attachment")
