"""What a browser is given to run an example by itself, where this site has no sandbox."""

from functools import cache
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from jobfutures.guide import packages
from jobfutures.guide.models import Example
from jobfutures.guide.running import harness, shared_files

PYODIDE = "kit/vendor/pyodide/314.0.7/"
WHEEL = "pydantic_core-2.50.4-cp314-cp314-pyemscripten_2026_0_wasm32.whl"
NEED_WHEEL = "fastapi"


def handed_over(example: Example) -> dict[str, Any]:
    """Return all that the worker needs for one example, as JSON."""
    there = archives()
    return {
        "worker": static("guide/browser-run.js"),
        "python": settings.STATIC_URL + PYODIDE,
        "packages": there,
        "missing": sorted(
            {name for one in packages.ARCHIVES for name in one.imports} - {n for p in there for n in p["imports"]}
        ),
        "files": {**shared_files(example), "in_browser.py": harness("in_browser.py"), **example.beside},
        "entry": example.file_name,
        "words": {
            "bringing": _("Bringing Python into your browser; the first time takes a few seconds…"),
            "running": _("Running in your browser…"),
            "ok": _("No test failed. It ran in your browser."),
            "failed": _("At least one test failed. It ran in your browser."),
            "fault": _("Python could not be started in this browser."),
            "server": _("It uses what a browser does not have: threads, processes, or a package that is compiled."),
        },
    }


@cache
def archives() -> list[dict[str, Any]]:
    """Return the archives on offer: where each stands, and the imports that ask for it."""
    wheel = settings.STATIC_URL + PYODIDE + WHEEL
    found = []
    for name, archive in packages.offered().items():
        urls = [reverse("guide:package", args=[name])]
        if archive.name == NEED_WHEEL:
            if version("pydantic-core") != WHEEL.split("-")[1]:
                continue
            urls.append(wheel)
        found.append({"urls": urls, "imports": list(archive.imports)})
    return found
