"""HTML of a board as the Markdown that people edit here: paragraphs, lists, headings, emphasis, code and links."""

import re
from urllib.parse import quote

from jobfutures.jobs.boards.inline import Marks, laid_out
from jobfutures.jobs.boards.markup import MarkupReader

QUIET = {"script", "style", "template", "noscript", "iframe", "object", "svg", "head", "title", "select", "textarea"}
BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure",
    "footer", "form", "header", "hr", "html", "main", "nav", "p", "section", "table", "tbody", "tfoot", "thead", "tr",
}  # fmt: skip
HEADINGS = {"h1": "## ", "h2": "## ", "h3": "### ", "h4": "#### ", "h5": "#### ", "h6": "#### "}
STRONG, EMPHASIS = {"b", "strong"}, {"em", "i"}
DEEPEST = 6  # lists in lists


class Converter(MarkupReader):
    """Writes blocks one under the other. lists: of each open one, last number or -1, own number, if it has items."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.marks: Marks = []
        self.lists: list[list[int]] = []
        self.begun = 0
        self.quiet = 0
        self.heading = ""
        self.bullet = ""
        self.is_pre = False
        self.links: list[str] = []
        self.was_item = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in QUIET:
            self.quiet += 1
        elif tag in ("ul", "ol"):
            self.flush()
            self.begun += 1
            self.lists.append([0 if tag == "ol" else -1, self.begun, 0])
        elif tag == "li":
            self.begin_item()
        elif tag in HEADINGS:
            self.flush()
            self.heading = HEADINGS[tag]
        elif tag == "pre":
            self.flush()
            self.is_pre = True
        elif tag in BLOCKS:
            self.flush()
        else:
            self.begin_inline(tag, dict(attrs))

    def begin_inline(self, tag: str, attrs: dict[str, str | None]) -> None:
        if tag == "br":
            self.marks.append(("text" if self.is_pre else "break", "\n"))
        elif tag in ("td", "th"):
            self.marks.append(("text", " "))
        elif tag in STRONG | EMPHASIS and not self.heading and not self.is_pre:
            self.marks.append(("open", "**" if tag in STRONG else "*"))
        elif tag == "code" and not self.is_pre:
            self.marks.append(("code", ""))
        elif tag == "a" and not self.is_pre:
            self.links.append(address_of(attrs.get("href")))
            self.marks.append(("link", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in QUIET:
            self.quiet = max(self.quiet - 1, 0)
        elif tag in ("ul", "ol"):
            self.flush()
            self.bullet = ""
            if self.lists:
                self.lists.pop()
            self.was_item = self.was_item and bool(self.lists)
        elif tag == "pre":
            self.flush()
            self.is_pre = False
        elif tag in BLOCKS or tag in HEADINGS or tag == "li":
            self.flush()
            self.heading = ""
        elif tag in STRONG | EMPHASIS:
            self.marks.append(("close", "**" if tag in STRONG else "*"))
        elif tag == "code":
            self.marks.append(("uncode", ""))
        elif tag == "a" and self.links:
            self.marks.append(("unlink", self.links.pop()))

    def handle_data(self, data: str) -> None:
        if not self.quiet:
            self.marks.append(("text", data if self.is_pre else re.sub(r"\s+", " ", data)))

    def begin_item(self) -> None:
        self.flush()
        if not self.lists:  # an item without its list
            self.begun += 1
            self.lists.append([-1, self.begun, 0])
        kind = self.lists[-1]
        if kind[0] >= 0:
            kind[0] += 1
            self.bullet = f"{kind[0]}{'.' if kind[1] % 2 else ')'} "
        else:
            self.bullet = "- " if kind[1] % 2 else "* "  # another mark, or two lists would become one

    def flush(self) -> None:
        """Write what was read as one block."""
        marks, self.marks, self.links = self.marks, [], []
        if self.is_pre:
            block = fenced("".join(text for kind, text in marks if kind in ("text", "break")))
        else:
            block = laid_out(marks, in_heading=bool(self.heading))
        if not block:
            return
        if self.bullet:
            self.lists[-1][2] = 1
        depth = min(sum(one[2] for one in self.lists), DEEPEST)  # words before the first item belong to none
        inside = "    " * max(depth - 1, 0) + ("    " if depth else "")
        first = f"{inside[4:]}{self.bullet:<4}" if self.bullet and depth else inside
        lines = f"{self.heading}{block}".split("\n")
        text = "\n".join([first + lines[0], *(f"{inside}{line}" if line else "" for line in lines[1:])])
        is_item = bool(self.bullet and depth)
        tight = is_item and self.was_item
        self.blocks.append(f"{'' if not self.blocks else chr(10) if tight else chr(10) * 2}{text}")
        self.was_item, self.bullet = is_item, ""


def address_of(href: str | None) -> str:
    """Return an address as it stands between brackets in Markdown, or nothing for one that leads nowhere safe."""
    address = (href or "").strip()
    if not re.match(r"(https?://|mailto:)", address, re.IGNORECASE) or len(address) > 1000:
        return ""
    return quote(address, safe="%/:=&?~#+!$,;'@[]*-._").replace("[", "%5B").replace("]", "%5D").replace("*", "%2A")


def fenced(text: str) -> str:
    if not text.strip():
        return ""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text.strip(chr(10))}\n{fence}"


def to_markdown(html: str) -> str:
    """Return HTML as Markdown; what has no mark becomes its text, and scripts and styles nothing."""
    converter = Converter()
    converter.feed(html)
    converter.close()
    converter.flush()
    return "".join(converter.blocks).strip("\n")


def plain_to_markdown(text: str) -> str:
    """Return a plain text as Markdown that says the same."""
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
    return "\n\n".join(filter(None, (laid_out([("text", re.sub(r"\s+", " ", part))]) for part in parts)))
