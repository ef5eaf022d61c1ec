"""Makes the fonts that the site ships, from npm's @fontsource-variable/{source-serif-4,inter,jetbrains-mono}.

    python tools/fonts.py FOLDER    FOLDER holds the unpacked packages

Keeps Latin text, the punctuation and arrows that the guide uses, and only the weights of the type scale: a page with
all four faces stays under its 150 KB.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

TARGET = Path(__file__).parent.parent / "src/jobfutures/kit/static/kit/fonts"
LATIN = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    0x2009,
    0x200A,
    0x2010,
    0x2011,
    0x2012,
    0x2013,
    0x2014,
    0x2018,
    0x2019,
    0x201C,
    0x201D,
]
SIGNS = [
    0x2020,
    0x2022,
    0x2026,
    0x2030,
    0x2032,
    0x2039,
    0x203A,
    0x20AC,
    0x2190,
    0x2191,
    0x2192,
    0x2193,
    0x2212,
    0x2248,
    0x2260,
    0x2264,
    0x2265,
    0x00D7,
]
BOXES = [0x2500, 0x2502, 0x250C, 0x2510, 0x2514, 0x2518, 0x251C, 0x2524, 0x252C, 0x2534, 0x253C]
FACES = {
    "serif.woff2": (
        "source-serif-4-latin-wght-normal.woff2",
        (400, 620),
        LATIN + SIGNS,
        ["kern", "liga", "onum", "lnum"],
    ),
    "serif-italic.woff2": ("source-serif-4-latin-wght-italic.woff2", 400, LATIN + SIGNS, ["kern", "liga"]),
    "sans.woff2": ("inter-latin-wght-normal.woff2", (400, 650), LATIN + SIGNS, ["kern", "tnum", "calt"]),
    "mono.woff2": ("jetbrains-mono-latin-wght-normal.woff2", (400, 600), LATIN + SIGNS + BOXES, []),
}


def make(source: Path, target: Path, weights: object, letters: list[int], features: list[str]) -> int:
    """Write one face; return its size in bytes."""
    font = TTFont(source)
    options = Options()
    options.flavor = "woff2"
    options.layout_features = features
    options.hinting = False
    options.name_IDs = [0, 1, 2, 13, 14]  # who made it and under which licence
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    font = instancer.instantiateVariableFont(font, {"wght": weights})
    font.flavor = "woff2"
    font.save(target)
    return target.stat().st_size


def main() -> None:
    folder = Path(sys.argv[1])
    for name, (source, weights, letters, features) in FACES.items():
        found = next(folder.rglob(source))
        print(f"{make(found, TARGET / name, weights, letters, features):>7} bytes {name}")


if __name__ == "__main__":
    main()
