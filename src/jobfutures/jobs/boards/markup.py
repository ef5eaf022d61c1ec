"""HTML that somebody else wrote, read as browsers read it: nothing that stands in it is an error."""

from html.parser import HTMLParser


class MarkupReader(HTMLParser):
    """The parser of the standard library raises AssertionError at `<![` with no name after it."""

    def parse_html_declaration(self, i: int) -> int:
        """Pass over `<![...>`, which is a comment in HTML."""
        is_section = self.rawdata.startswith("<![", i)
        return self.parse_bogus_comment(i) if is_section else super().parse_html_declaration(i)
