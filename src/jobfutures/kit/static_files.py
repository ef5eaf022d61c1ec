"""Static files named by their content, apart from vendored folders whose files name each other and hold a version."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
from whitenoise.storage import CompressedManifestStaticFilesStorage

from jobfutures.kit.static_headers import NAMED_FOR_GOOD

PACKED = (".zip", ".whl")
QUALITY = 6  # Brotli's best takes 20 s for 10 MB of WebAssembly, this a third of one, and the result is 7 % larger


class SiteFiles(CompressedManifestStaticFilesStorage):
    def post_process(self, paths: dict[str, Any], *, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Name and compress; files of those folders keep their names and are compressed once."""
        ours = {name: place for name, place in paths.items() if not name.startswith(NAMED_FOR_GOOD)}
        yield from super().post_process(ours, dry_run=dry_run, **options)
        for name in () if dry_run else sorted(paths.keys() - ours.keys()):
            if not name.endswith(PACKED):
                file = Path(self.path(name))
                file.with_name(f"{file.name}.br").write_bytes(brotli.compress(file.read_bytes(), quality=QUALITY))
                yield name, f"{name}.br", True
