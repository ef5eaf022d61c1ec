"""The packages that examples import, as archives for the browser: what is installed here, without what is compiled.

An archive is made when it is first asked for and kept in the data folder. Its name holds a digest of what is in it, so
that browsers may keep it for ever. A package that is not installed here is left out, and with it what needs it.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# What no example needs: caches, most metadata, compiled parts, translations, maps, most lexers.
LEFT_OUT = re.compile(
    r"(__pycache__|\.dist-info)/|\.(so|pyd|pyi|po|pyx|pxd|c|h)$|^\.\."
    r"|^django/contrib/(gis|admin|admindocs|flatpages|humanize|postgres|redirects|sitemaps|syndication)/"
    r"|^django/(contrib/\w+|conf)/locale/(?!en/|__init__)|^rest_framework/(locale|static|templates)/"
    r"|^pygments/(styles/(?!_mapping|__init__|default)|lexers/(?!__init__|_mapping|python|diff))"
    r"|^sqlalchemy/(dialects/(?!__init__|sqlite|_typing|postgresql)|testing/)"
)
REQUIREMENT = re.compile(r"^[\w.-]+")
METADATA = re.compile(r"\.dist-info/(METADATA|entry_points\.txt)$")


@dataclass(frozen=True)
class Archive:
    """Distributions that are handed over together, and the imports that ask for them; none where all examples do."""

    name: str
    distributions: tuple[str, ...]
    imports: tuple[str, ...] = ()


ALWAYS = Archive("pytest", ("pytest",))
ARCHIVES = (
    ALWAYS,
    Archive(
        "django",
        ("django", "djangorestframework", "pytest-django", "dj-database-url"),
        ("django", "rest_framework", "shop"),
    ),
    Archive("sqlalchemy", ("sqlalchemy",), ("sqlalchemy", "shop_sqlalchemy")),
    Archive("fastapi", ("fastapi", "httpx"), ("fastapi", "starlette", "pydantic", "httpx", "anyio")),
)
COMPILED = {"pydantic-core", "greenlet"}  # the first comes as a wheel of its own, the second is for async SQLAlchemy


class NotInstalled(Exception):
    """A package of an archive is missing here; the message names it."""


def installed(archive: Archive) -> list[Distribution]:
    """Return the distributions of an archive and what they need, by name. Raises NotInstalled."""
    found: dict[str, Distribution] = {}
    asked = list(archive.distributions)
    while asked:
        name = asked.pop()
        if name not in found and name not in COMPILED:
            try:
                found[name] = distribution(name)
            except PackageNotFoundError:
                raise NotInstalled(name) from None
            asked += needed(found[name])
    there = set() if archive is ALWAYS else {one.name for one in installed(ALWAYS)}
    return [found[name] for name in sorted(found) if found[name].name not in there]


def needed(one: Distribution) -> list[str]:
    """Return what a distribution always needs, by normalised name; conditions are for other systems and for extras."""
    lines = [line for line in one.requires or [] if ";" not in line]
    return [re.sub(r"[-_.]+", "-", REQUIREMENT.findall(line)[0]).lower() for line in lines]


@cache
def offered() -> dict[str, Archive]:
    """Return the archives that can be made here, by the file name that each has."""
    found = {}
    for archive in ARCHIVES:
        try:
            parts = [f"{one.name} {one.version}" for one in installed(archive)]
        except NotInstalled:
            continue
        digest = hashlib.sha256("\n".join([LEFT_OUT.pattern, *parts]).encode()).hexdigest()[:12]
        found[f"{archive.name}-{digest}.zip"] = archive
    return found


def made(folder: Path, name: str) -> Path:
    """Return the file of an offered archive, which is made where it is not there yet. Raises KeyError."""
    archive = offered()[name]
    file = folder / name
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        being_made = folder / f"{name}.{uuid4().hex}"  # another process may make it at the same time
        write(being_made, archive)
        being_made.replace(file)
    return file


def write(file: Path, archive: Archive) -> None:
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        for one in installed(archive):
            for path in sorted(map(str, one.files or [])):
                place = Path(str(one.locate_file(path)))
                if (METADATA.search(path) or not LEFT_OUT.search(path)) and place.is_file():
                    packed.writestr(ZipInfo(path), place.read_bytes(), ZIP_DEFLATED)
