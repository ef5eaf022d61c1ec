"""Which programs find all that they import in the small interpreter."""

import pytest

from jobfutures.runner.image import needs_libraries


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("print(1)", False),
        ("import os, json as j\nfrom collections.abc import Mapping", False),
        ("import os, django", True),
        ("from django.db import models", True),
        ("def run():\n    import sqlalchemy.orm as orm", True),
        ("if x: import httpx", True),
        ("import sys; import pytest", True),
        ("from shop import price\nfrom .parts import one\nimport shop.cart", False),
        ("raise ValueError from error\nyield from items", False),
        ("from __future__ import annotations", False),
        ("import\nfrom\nimport ,", False),
    ],
)
def test_a_program_needs_libraries_where_it_imports_more_than_the_standard_library(text: str, needed: bool) -> None:
    assert needs_libraries({"main.py": text, "shop/__init__.py": "", "shop/price.py": "", "notes.txt": "import x"}) is (
        needed
    )
