"""Files as people send them, good and bad."""

import io
import zipfile

from PIL import Image

from jobfutures.companies.tests.made import picture

BODY = b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"


def pdf(body: bytes = BODY, trailer: bytes = b"", head: bytes = b"%PDF-1.7\n") -> bytes:
    """Return a small PDF with a table of objects where its end says that it is."""
    start = len(head) + len(body)
    table = b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000058 00000 n \n"
    end = b"trailer\n<< /Size 3 /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (trailer, start)
    return head + body + table + end


def archive() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as opened:
        opened.writestr("run.js", "alert(1)")
    return written.getvalue()


def photo() -> bytes:
    """Return a JPEG that says where it was taken, and lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "A camera"
    exif.get_ifd(0x8825)[1] = "N"
    return picture((40, 20), "JPEG", exif=exif)
