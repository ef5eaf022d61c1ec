"""In which place of a template a customer's text becomes a program, although Django escapes."""

from jobfutures.checks.families.authoring import Family, Line, Random, Variant

FAMILY = Family(
    area="F4",
    level="middle",
    title="In which line of an escaped template a text becomes a program",
    practise=("stored-xss",),
)
VALUES = ["note", "nickname", "greeting", "motto", "label", "remark"]

PLACES = {  # for each place: its line, and what is true of it with every text that does not get through
    "heading": ("<h2>{{ V }}</h2>", "Between tags the text is escaped and stays text."),
    "quoted": ('<p title="{{ V }}">Customer</p>', "The attribute is quoted, and quotes in the text are escaped."),
    "data": ("<p data-from='{{ V }}'>Customer</p>", "Single quotes are escaped as well, so the attribute stays whole."),
    "json": ('{{ V|json_script:"from" }}', "`json_script` writes data that no browser runs as a program."),
    "query": ('<a href="/find?q={{ V|urlencode }}">Find</a>', "The address begins with our path; the text follows it."),
    "string": (
        '<script>const from = "{{ V }}";</script>',
        "Double quotes and `<` are escaped, so the text cannot leave this string.",
    ),
    "written": (
        "<button onclick=\"greet('{{ V|escapejs }}')\">Greet</button>",
        "`escapejs` writes quotes as `\\u0027`, so the text cannot leave this string.",
    ),
    "bare": (
        "<p title={{ V }}>Customer</p>",
        "Without quotes a blank ends the value. This text adds no attribute that runs something.",
    ),
    "field": (
        "<input value={{ V }}>",
        "Without quotes a blank ends the value. This text adds no attribute that runs something.",
    ),
    "href": (
        '<a href="{{ V }}">Site</a>',
        "An address can be a program if it names the scheme for it; this text does not.",
    ),
    "form": (
        '<form action="{{ V }}"><button>Send</button></form>',
        "An address can be a program if it names the scheme for it; this text does not.",
    ),
    "safe": ("<div>{{ V|safe }}</div>", "`safe` lets tags through; this text has none, so it is shown as text."),
    "off": (
        "{% autoescape off %}<div>{{ V }}</div>{% endautoescape %}",
        "Nothing is escaped here, so tags get through; this text has none and is shown as text.",
    ),
    "handler": (
        "<button onclick=\"greet('{{ V }}')\">Greet</button>",
        "The browser decodes this before it runs it, but the text does not leave the quoted string.",
    ),
    "hover": (
        "<span onmouseover=\"hint('{{ V }}')\">Hint</span>",
        "The browser decodes this before it runs it, but the text does not leave the quoted string.",
    ),
    "number": ("<script>const rows = {{ V }};</script>", ""),
    "assigned": ('<button onclick="rows = {{ V }}">Load</button>', ""),
}
DECODED = (
    "The quote is escaped for HTML, but the browser decodes an attribute before it runs it: the string ends early."
)
LOOSE = "No quotes stand around it, so the text is a part of the program without leaving any string."
TAGS = "Nothing is escaped there, so the tag of the text becomes a tag of the page."
SCHEME = "There is nothing to escape in it, and as an address it is a program that runs at a click."
TEXTS = {  # a text, the kind of place in which it gets through, and why
    "javascript:alert(1)": ("address", SCHEME),
    "https://x.example onmouseover=alert(1)": (
        "unquoted",
        "The blank ends the unquoted value, and the rest becomes an attribute that runs code.",
    ),
    "<script>alert(1)</script>": ("unescaped", TAGS),
    "<b onclick=alert(1)>hello</b>": ("unescaped", TAGS),
    "'); alert(1); //": ("attribute", DECODED),
    "'+alert(1)+'": ("attribute", DECODED),
    "1; alert(1)": ("program", LOOSE),
    "[alert(1)]": ("program", LOOSE),
}
KINDS = {  # the lines of each kind, and the guarded one that looks like them
    "address": (["href", "form"], "query"),
    "unquoted": (["bare", "field"], "quoted"),
    "unescaped": (["safe", "off"], "heading"),
    "attribute": (["handler", "hover"], "written"),
    "program": (["number", "assigned"], "string"),
}
HARMLESS = ["heading", "quoted", "data", "json", "query", "string", "written"]
SHOWN = 7
PROOF = """
import html, re
from html.parser import HTMLParser
from django.template import Context, Template
class Programs(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.inside = [], False
    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name.startswith("on"):
                self.found.append(value or "")
            elif name in ("href", "action") and (value or "").startswith("javascript:"):
                self.found.append(value.partition(":")[2])
        self.inside = tag == "script" and dict(attrs).get("type") != "application/json"
    def handle_endtag(self, tag):
        self.inside = False
    def handle_data(self, data):
        if self.inside:
            self.found.append(data)
def runs(line):
    parser = Programs()
    parser.feed(Template(line).render(Context({VALUE: TEXT})))
    parser.close()
    programs = [re.sub(r'"[^"]*"|' + r"'[^']*'", "''", program) for program in parser.found]
    return any("alert(1)" in program for program in programs)
print("\\n".join(str(number) for number, line in enumerate(CODE.splitlines(), start=1) if runs(line)))
"""


def build(random: Random) -> Variant:
    """Each text gets through in one place only, and all places that look dangerous stand in the template."""
    value, text = random.choice(VALUES), random.choice(list(TEXTS))
    kind, because = TEXTS[text]
    left_out = {"program"} - {kind}  # there nearly every text is a part of the program, or breaks it
    if kind in ("unescaped", "program"):
        left_out.add("unquoted")  # what a browser makes of it there is a question of its own
    chosen = {one: random.choice(lines) for one, (lines, _) in KINDS.items() if one not in left_out}
    harmful, guarded = chosen[kind], KINDS[kind][1]
    places = [*chosen.values(), guarded]
    places += random.sample([one for one in HARMLESS if one != guarded], SHOWN - len(places))
    random.shuffle(places)
    lines = [PLACES[place][0].replace("{{ V", f"{{{{ {value}") for place in places]
    number = places.index(harmful) + 1
    wrong = {at: PLACES[place][1] for at, place in enumerate(places, start=1) if at != number}
    return Variant(
        prompt=(
            f"A customer stored exactly this text in the profile:\n\n`{text}`\n\nLater somebody of the staff opens a "
            f"page with this part of a Django template, in which `{value}` is that text; autoescaping is on where the "
            "template does not switch it off, and no content security policy is sent. `greet` and `hint` show what "
            "they get as plain text. Staff move the mouse over everything and click on everything. In which line does "
            "the text run as a program?"
        ),
        code="\n".join(lines),
        language="text",
        answer=Line(number=number, wrong=wrong),
        why=(
            f"{because} Autoescaping makes text safe between tags and in quoted attributes. It knows nothing of "
            "addresses, of attributes without quotes, and of programs in the page; and `safe` turns it off. So one "
            "asks for each place who reads the text there, and what ends it."
        ),
        proof=f"VALUE, TEXT = {value!r}, {text!r}\nCODE = {chr(10).join(lines)!r}\n{PROOF}",
    )
