"""Reads a page as a browser does: its forms, its links, and what may not stand in it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

DATA = {"application/json", "application/ld+json"}  # blocks that a browser does not run
Attributes = list[tuple[str, str | None]]


@dataclass
class Field:
    """One field of a form, with the value that it holds."""

    name: str
    kind: str
    value: str = ""
    choices: list[str] = field(default_factory=list)


@dataclass
class Form:
    action: str
    method: str
    fields: list[Field] = field(default_factory=list)

    def values(self) -> dict[str, str]:
        return {one.name: one.value for one in self.fields}


class Page(HTMLParser):
    """A page, read. `faults` says what the security policy or the outline of a page forbids."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.language = ""
        self.title = ""
        self.headings: list[int] = []
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.faults: list[str] = []
        self.open_form: Form | None = None
        self.open_select: Field | None = None
        self.text_of = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        values = {name: value or "" for name, value in attrs}
        self.forbid(tag, values)
        self.text_of = tag if tag in ("title", "textarea") else ""
        if tag == "html":
            self.language = values.get("lang", "")
        elif tag in ("h1", "h2", "h3", "h4"):
            self.headings.append(int(tag[1]))
        elif tag == "a":
            self.links.append(values.get("href", ""))
        elif tag == "form":
            self.open_form = Form(values.get("action", ""), values.get("method", "get").lower())
            self.forms.append(self.open_form)
        elif self.open_form:
            self.take_field(tag, values, self.open_form)

    def take_field(self, tag: str, values: dict[str, str], form: Form) -> None:
        if tag == "option" and self.open_select:
            self.open_select.choices.append(values.get("value", ""))
            if "selected" in values:
                self.open_select.value = values.get("value", "")
        elif tag in ("input", "textarea", "select", "button") and values.get("name"):
            kind = values.get("type", "text") if tag == "input" else tag
            form.fields.append(Field(values["name"], kind, values.get("value", "")))
            self.open_select = form.fields[-1] if tag == "select" else None

    def handle_endtag(self, tag: str) -> None:
        self.text_of = ""
        if tag == "form":
            self.open_form = None

    def handle_data(self, data: str) -> None:
        if self.text_of == "title":
            self.title += data
        elif self.text_of == "textarea" and self.open_form:
            self.open_form.fields[-1].value += data.removeprefix("\n")

    def forbid(self, tag: str, values: dict[str, str]) -> None:
        if tag == "style" or "style" in values:
            self.faults.append(f"<{tag}> has inline style")
        if tag == "script" and "src" not in values and values.get("type") not in DATA:
            self.faults.append("inline script")
        self.faults += [f"<{tag}> has {name}" for name in values if name.startswith("on")]
        if values.get("href", "").strip().lower().startswith("javascript:"):
            self.faults.append("a link runs script")

    def outline_faults(self) -> list[str]:
        """Say what a whole page lacks: a language, a title, one heading above all others, and no skipped level."""
        steps = zip(self.headings, self.headings[1:], strict=False)
        return [
            *(["no language"] if not self.language else []),
            *(["no title"] if not self.title.strip() else []),
            *([f"{self.headings.count(1)} h1"] if self.headings.count(1) != 1 else []),
            *(f"h{one} is followed by h{other}" for one, other in steps if other > one + 1),
        ]

    def parameters(self) -> set[str]:
        """Return the names of all query parameters that links and forms of the page send."""
        linked = {name for link in self.links for name, _ in parse_qsl(urlsplit(link).query, keep_blank_values=True)}
        return linked | {one.name for form in self.forms if form.method == "get" for one in form.fields}
