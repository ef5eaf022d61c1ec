"""What a browser is given to run a program by itself, where this site has no sandbox."""

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import gettext as _

from jobfutures.guide import packages
from jobfutures.guide.handover import PYODIDE, archives
from jobfutures.guide.running import harness as harness_of_the_guide
from jobfutures.predictions.models import Prediction
from jobfutures.predictions.running import ENTRY, shared_files


def handed_over(prediction: Prediction) -> dict[str, Any]:
    """Return all that the worker needs for one program, as JSON."""
    there = archives()
    known = {name for one in there for name in one["imports"]}
    return {
        "worker": static("guide/browser-run.js"),
        "python": settings.STATIC_URL + PYODIDE,
        "packages": there,
        "missing": sorted({name for one in packages.ARCHIVES for name in one.imports} - known),
        "files": {**shared_files(prediction), "in_browser.py": harness_of_the_guide("in_browser.py")},
        "entry": ENTRY,
        "words": {
            "bringing": _("Bringing Python into your browser; the first time takes a few seconds…"),
            "running": _("Running in your browser…"),
            "ok": _("It ran in your browser."),
            "failed": _("It ran in your browser."),
            "fault": _("Python could not be started in this browser."),
            "server": _("It uses what a browser does not have: threads, processes, or a package that is compiled."),
        },
    }
