"""Words as the index holds them: small letters without marks, their stems, and those one letter away."""

from collections.abc import Iterator
from functools import lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

LONGEST = 60  # bytes; words as long as that or longer are nobody's
SPACE = b" "
STEMMED_FROM = 3  # letters: `go` is no form of `going`
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
PLAIN = bytes(one + 32 if 65 <= one <= 90 else one if chr(one) in LETTERS else 32 for one in range(128)).ljust(256)


def analyser(*, stemmed: bool = False) -> TextAnalyzer:
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase()).filter(Filter.ascii_fold())
    builder = builder.filter(Filter.remove_long(LONGEST))
    return (builder.filter(Filter.stemmer("english")) if stemmed else builder).build()


WHOLE, STEMMER = analyser(), analyser(stemmed=True)


def spaced(text: str) -> bytes:
    """Return the words of a text with spaces between; of plain ASCII ten times as fast as the analyser, and the same.

    Words of LONGEST or more are left in: whoever takes it apart drops them.
    """
    return text.encode().translate(PLAIN) if text.isascii() else " ".join(WHOLE.analyze(text)).encode()


@lru_cache(maxsize=10_000)
def folded(word: str) -> str:
    found: list[str] = WHOLE.analyze(word)
    return found[0] if found else ""


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return what a word shares with its other forms; of a short one itself."""
    found: list[str] = STEMMER.analyze(word) if len(word) >= STEMMED_FROM else []
    return found[0] if found else word


def near(word: str) -> Iterator[str]:
    """Yield what a word may have been meant for: one letter more, less or another, or two that changed places."""
    letters = dict.fromkeys(LETTERS + word)
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        yield from (before + one + after for one in letters)
        if after:
            yield before + after[1:]
            yield from (before + one + after[1:] for one in letters)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
