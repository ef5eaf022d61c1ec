"""Both versions are loaded side by side: `invoices` is the changed one, `invoices_before` the one it replaces."""

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


load("invoices", REVIEW / "after" / "invoices")
load("invoices_before", REVIEW / "before" / "invoices")
