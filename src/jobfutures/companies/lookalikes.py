"""Names that look like other names. Knows no framework.

The pairs are the letters that Unicode's confusables (UTS 39) has most often in real attacks; an operator decides.
"""

import re
import unicodedata

PAIRS = """
аa еe оo рp сc уy хx іi ѕs јj ԁd һh ӏl ԛq ԝw гr тt мm вb нh кk зe иu пn αa βb εe ιi κk νv οo ρp τt υu χx ωw
ʟl ɪi ıi ʜh ɡg ⅼl |l 1l !l 0o $s 5s 3e ßb
"""
ALIKE = str.maketrans({pair[0]: pair[1] for pair in PAIRS.split()})
TWICE = (("rn", "m"), ("vv", "w"), ("cl", "d"))
FORMS = re.compile(r"\b(inc|llc|ltd|gmbh|ag|bv|ab|oy|sa|sas|srl|plc|corp|co|company|limited|the)\b")


def skeleton(name: str) -> str:
    """Return what of a name the eye keeps: equal for names that look alike, whatever their legal form and marks."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    plain = "".join(one for one in letters if not unicodedata.combining(one)).translate(ALIKE)
    for pair, one in TWICE:
        plain = plain.replace(pair, one)
    shortened = re.sub(r"[\W_]+", "", FORMS.sub(" ", plain))
    return shortened or re.sub(r"[\W_]+", "", plain)


def look_alike(one: str, other: str) -> bool:
    """Tell whether two names look alike: the same skeleton, or one letter more, less or other in a long one."""
    first, second = skeleton(one), skeleton(other)
    return bool(first) and (first == second or (min(len(first), len(second)) >= 6 and is_one_off(first, second)))


def is_one_off(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    at = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]
