"""Both versions are loaded side by side: `prices` is the changed one, `prices_before` the one it replaces."""

import importlib.util
import sys
from pathlib import Path

REVIEW = Path(__file__).parents[1]


def load(name: str, folder: Path) -> None:
    spec = importlib.util.spec_from_file_location(
        name, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    package = importlib.util.module_from_spec(spec)
    sys.modules[name] = package
    spec.loader.exec_module(package)


load("prices", REVIEW / "after" / "prices")
load("prices_before", REVIEW / "before" / "prices")
