"""Which Chromium of this machine is driven.

The shell without a window is the same engine as Chromium of the same version, and takes about half the time.
"""

import shutil

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def executable() -> str | None:
    """Return the path of a Chromium, or None: then Playwright takes its own, if it has one."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)
