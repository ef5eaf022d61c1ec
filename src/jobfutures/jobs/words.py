"""The words of a search for postings. Pure."""

import re

WORD = re.compile(r"\w+")
LONGEST_QUERY = 200  # characters
MOST_WORDS = 12
FUZZY_FROM = 4  # shorter words have too many neighbours at one letter's distance
PREFIX_FROM = 2  # one letter begins half of all words


def words_of(text: str) -> tuple[str, ...]:
    """Return the words, lower case, each once, at most MOST_WORDS."""
    found = (word.lower() for word in WORD.findall(text[:LONGEST_QUERY].replace("_", " ")))
    return tuple(dict.fromkeys(found))[:MOST_WORDS]
