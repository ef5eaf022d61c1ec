"""Files that only their owner may read."""

import os
from pathlib import Path

from jobfutures.config.refused import Refused


def write_new(file: Path, content: bytes) -> None:
    """Raises Refused where a file is there already, or cannot be written."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Refused(f"{file} is there already. Nothing was written; name another with --to.") from None
    except OSError as error:
        raise Refused(f"{file} cannot be written: {error.strerror}. Nothing was written.") from None
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(content)
