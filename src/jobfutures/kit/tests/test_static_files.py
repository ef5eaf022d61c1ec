"""How static files are named, kept and ruled."""

import re
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.test import Client

from jobfutures.kit.static_files import SiteFiles
from jobfutures.kit.static_headers import IMMUTABLE


def test_vendored_folders_keep_their_names_and_all_others_get_a_hash(tmp_path: Path) -> None:
    source = FileSystemStorage(tmp_path / "source")
    storage = SiteFiles(location=tmp_path / "collected")
    paths = {}
    for name in ("kit/js/one.js", "kit/vendor/pyodide/1/python.wasm", "kit/vendor/pyodide/1/library.zip"):
        for place in (tmp_path / "source" / name, tmp_path / "collected" / name):
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text("text " * 500)
        paths[name] = (source, name)

    list(storage.post_process(paths, dry_run=False))

    found = {file.relative_to(tmp_path / "collected").as_posix() for file in (tmp_path / "collected").rglob("*.*")}
    assert re.fullmatch(r".*/one\.[0-9a-f]{12}\.js", storage.url("kit/js/one.js"))
    assert {"kit/vendor/pyodide/1/python.wasm", "kit/vendor/pyodide/1/python.wasm.br"} <= found
    assert [name for name in found if "library" in name] == ["kit/vendor/pyodide/1/library.zip"]


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/static/kit/css/base.0123456789ab.css", True),
        ("/static/kit/vendor/pyodide/314.0.7/pyodide.mjs", True),
        ("/static/kit/vendor/codemirror/chunk-A7NJ67NB.js", True),
        ("/static/kit/css/base.css", False),
        ("/static/staticfiles.json", False),
    ],
)
def test_only_what_never_changes_under_its_name_is_kept_for_ever(address: str, *, kept: bool) -> None:
    assert bool(re.search(IMMUTABLE, address)) is kept


@pytest.mark.django_db
def test_only_the_worker_that_runs_python_may_compile_webassembly(client: Client) -> None:
    answers = [client.get(f"/static/guide/{name}.js") for name in ("browser-run", "run")]
    worker, page_script = [answer.headers["Content-Security-Policy"] for answer in answers]
    for answer in answers:
        answer.close()

    assert "'wasm-unsafe-eval'" in worker
    assert "'unsafe-eval'" not in worker
    assert "wasm-unsafe-eval" not in page_script
