"""HTML that somebody else wrote, read as browsers read it: nothing that stands in it is an error."""

from html.parser import HTMLParser


class MarkupReader(HTMLParser):
    """The parser of the standard library raises AssertionError at `<![` with no name after it."""

    def parse_marked_section(self, i: int, report: bool = True) -> int:  # noqa: FBT001, FBT002 - its own signature
        """Pass over `<![...>`, which is a comment in HTML."""
        return self.parse_bogus_comment(i, report)
