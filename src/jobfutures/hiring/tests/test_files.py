"""A file is looked at before it is kept: what is whole is taken, pictures are made anew, the rest is told why not."""

import io

import pytest
from PIL import Image

from jobfutures.companies.tests.made import picture
from jobfutures.hiring.files import LONGEST_NAME, WrongFile, checked, clean_name
from jobfutures.hiring.tests.sent import BODY, archive, pdf, photo
from jobfutures.hiring.wording import FILE_FAULTS

MOST = 200_000


@pytest.mark.parametrize(
    ("name", "content", "media"),
    [
        ("cv.pdf", pdf(), "application/pdf"),
        ("CV.PDF", pdf(head=b"%PDF-2.0\r\n"), "application/pdf"),
        ("note.txt", b"\xef\xbb\xbfHello,\r\n\tyou.", "text/plain"),
        ("note.md", "# Größe".encode(), "text/markdown"),
        ("plan.png", picture(), "image/png"),
        ("me.jpeg", picture(kind="JPEG"), "image/jpeg"),
    ],
)
def test_what_is_whole_is_taken(name: str, content: bytes, media: str) -> None:
    assert checked(name, content, most=MOST).media_type == media


def test_a_picture_is_made_anew_upright_and_without_what_the_camera_wrote() -> None:
    kept = Image.open(io.BytesIO(checked("me.jpg", photo(), most=MOST).content))

    assert kept.size == (20, 40)
    assert (dict(kept.getexif()), b"camera" in photo(), kept.info.get("exif")) == ({}, True, None)


def test_a_large_picture_is_made_smaller() -> None:
    kept = checked("wide.png", picture((4000, 10)), most=MOST)

    assert Image.open(io.BytesIO(kept.content)).size == (2400, 6)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("cv.docx", pdf(), "kind"),
        ("cv", pdf(), "kind"),
        ("cv.pdf.exe", pdf(), "kind"),
        ("cv.pdf", b"", "empty"),
        ("cv.pdf", pdf(BODY + b"x" * MOST), "bytes"),
        ("cv.pdf", picture(), "content"),
        ("me.png", pdf(), "content"),
        ("me.png", picture(kind="JPEG"), "content"),
        ("me.jpg", picture()[:60].replace(b"PNG", b"JPG"), "content"),
        ("note.txt", picture(), "content"),
        ("note.txt", b"a\x00b", "content"),
        ("note.md", b"\xff\xfeh\x00i\x00", "content"),
        ("cv.pdf", b"\n" + pdf(), "content"),
        ("cv.pdf", pdf()[:-20], "broken"),
        ("cv.pdf", pdf() + b"<html></html>", "broken"),
        ("cv.pdf", pdf().replace(b"startxref\n", b"startxref\n9"), "broken"),
        ("me.png", picture((60, 60))[:90], "broken"),
        ("me.png", picture((5000, 4000)), "pixels"),
        ("cv.pdf", pdf(trailer=b"/Encrypt 5 0 R"), "locked"),
        ("cv.pdf", pdf(BODY + b"3 0 obj\n<< /S /JavaScript /JS (app.alert\\(1\\)) >>\nendobj\n"), "active"),
        ("cv.pdf", pdf(BODY + b"3 0 obj\n<< /S /Launch /F (cmd.exe) >>\nendobj\n"), "active"),
        ("cv.pdf", pdf(BODY + b"3 0 obj\n<< /EmbeddedFiles 4 0 R >>\nendobj\n"), "active"),
        ("cv.pdf", pdf(BODY + b"3 0 obj\n<< /XFA [4 0 R] >>\nendobj\n"), "active"),
        ("cv.pdf", pdf() + archive(), "double"),
        ("cv.pdf", pdf(b"% <script>alert(1)</script>\n" + BODY), "double"),
        ("me.png", picture() + archive(), "double"),
        ("note.txt", archive(), "double"),
        ("note.txt", b"Read this\n%PDF-1.7\n", "double"),
    ],
)
def test_what_is_wrong_is_told_why(name: str, content: bytes, reason: str) -> None:
    with pytest.raises(WrongFile) as wrong:
        checked(name, content, most=MOST)

    assert wrong.value.reason == reason
    assert FILE_FAULTS[reason]


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/cv.pdf", "cv.pdf"),
        ("C:\\me\\cv.pdf", "cv.pdf"),
        ("a\r\nb.pdf", "a b.pdf"),
        ("cv\u202efdp.pdf", "cv fdp.pdf"),
        (".pdf", "file.pdf"),
        ("x" * 300 + ".pdf", "x" * (LONGEST_NAME - 4) + ".pdf"),
    ],
)
def test_a_name_is_one_line_that_hides_nothing(name: str, clean: str) -> None:
    assert clean_name(name) == clean
