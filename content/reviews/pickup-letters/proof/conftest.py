"""Both versions are loaded side by side: `holds` is the changed one, `holds_before` the one it replaces."""

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


load("holds", REVIEW / "after" / "holds")
load("holds_before", REVIEW / "before" / "holds")
