"""What the warm interpreters have imported before any job comes, so that a job pays for none of it.

STANDARD: for programs that import nothing else; a fork of so small an interpreter costs less.  CANDIDATES: for
all other programs, examples and exercises.  TRUSTED: what graders and databases need besides; candidates never have it.
PASSED_OVER: what speaks to a network or a server, which no sandbox has, and what shows text at a terminal or in an
API's own pages; Django, Django REST framework and httpx import them wherever they find them.
IMAGES: what is started as a process of its own.  ARENAS: how many MiB of small objects all of an image are.
"""

import re
import sys
from collections.abc import Iterator, Mapping

ARENAS = {"standard": 8, "candidates": 48}

IMPORT = re.compile(r"(?m)(?:^|[;:])[ \t]*(?:from[ \t]+(\w+)|import[ \t]+([\w., \t]+))")

PASSED_OVER = ("psycopg", "psycopg2", "requests", "rich", "yaml", "jinja2", "markdown")

STANDARD = (
    "json",
    "decimal",
    "uuid",
    "threading",
    "dataclasses",
    "typing",
    "statistics",
    "heapq",
    "bisect",
    "itertools",
    "functools",
    "collections",
    "contextlib",
    "datetime",
    "zoneinfo",
    "re",
    "random",
    "asyncio",
    "sqlite3",
    "tempfile",
    "email",
    "http.client",
    "urllib.parse",
    "unittest.mock",
    "concurrent.futures.thread",
    "logging",
    "csv",
    "io",
    "hashlib",
    "hmac",
    "secrets",
    "base64",
    "enum",
    "abc",
    "traceback",
    "string",
    "textwrap",
    "copy",
    "pprint",
    "inspect",
    "weakref",
    "contextvars",
    "time",
    "math",
    "fractions",
    "queue",
    "select",
    "socket",
    "struct",
    "pathlib",
    "shutil",
    "graphlib",
    "jobfutures.runner.inside.program",
    "jobfutures.runner.inside.example",
)
CANDIDATES = (
    *STANDARD,
    "django",
    "django.db.models",
    "django.test",
    "django.test.utils",
    "django.test.client",
    "django.core.management",
    "django.core.management.commands.migrate",
    "django.core.wsgi",
    "django.core.handlers.wsgi",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.db.backends.sqlite3.base",
    "django.db.backends.sqlite3.schema",
    "django.db.migrations.executor",
    "django.forms",
    "django.urls",
    "django.views.generic",
    "django.template.loader",
    "django.middleware.common",
    "django.http",
    "django.shortcuts",
    "django.core.paginator",
    "django.core.serializers",
    "django.core.cache.backends.locmem",
    "django.views.decorators.http",
    "django.views.debug",
    "django.template.defaulttags",
    "django.template.loader_tags",
    "django.core.checks.registry",
    "django.core.checks.urls",
    "django.utils.log",
    "rest_framework.serializers",
    "fastapi",
    "fastapi.responses",
    "fastapi.routing",
    "starlette.middleware.base",
    "httpx",
    "httpx._transports.asgi",
    "pydantic",
    "pydantic.v1",
    "pydantic.deprecated.class_validators",
    "sqlalchemy",
    "sqlalchemy.orm",
    "sqlalchemy.dialects.sqlite",
    "sqlalchemy.ext.asyncio",
    "anyio._backends._asyncio",
    "uvicorn.config",
    "uvicorn.protocols.http.h11_impl",
    "uvicorn.server",
    "uvicorn.logging",
    "uvicorn.loops.asyncio",
    "uvicorn.lifespan.off",
    "h11",
    "pytest",
    "_pytest.config",
    "_pytest.python",
    "_pytest.assertion.rewrite",
    "_pytest.fixtures",
    "_pytest.terminal",
    "pytest_django.plugin",
    "pytest_django.fixtures",
    "jobfutures.runner.inside.wsgi",
    "jobfutures.runner.inside.asgi",
    "jobfutures.runner.inside.functions",
)
TRUSTED = (
    "email.parser",
    "jobfutures.runner.inside.grader",
    "jobfutures.runner.inside.database",
    "jobfutures.runner.inside.checks",
)
IMAGES = {"standard": STANDARD, "candidates": CANDIDATES}


def needs_libraries(files: Mapping[str, str]) -> bool:
    """Say whether a program imports more than itself and the standard library, as far as its text shows.

    What it imports in another way is found as well, only not warm.
    """
    known = sys.stdlib_module_names | {path.split("/")[0].removesuffix(".py") for path in files}
    return any(name not in known for path, text in files.items() if path.endswith(".py") for name in imported(text))


def imported(text: str) -> Iterator[str]:
    """Yield the first part of each name that stands after `import` or `from` where a statement may begin."""
    for found in IMPORT.finditer(text):
        for part in (found[1] or found[2]).split(","):
            if words := part.replace(".", " ").split():
                yield words[0]
