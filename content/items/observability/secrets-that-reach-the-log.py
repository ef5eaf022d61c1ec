"""Which secrets stand in the log in spite of a filter that masks fields by their names."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="J6",
    level="middle",
    title="Which secrets reach the log in spite of a filter",
    practise=("what-goes-in-a-structured-log",),
)
MASKS = {
    "flat": """\
def clean(fields):
    return {k: "***" if k in SECRET else v for k, v in fields.items()}""",
    "lower": """\
def clean(fields):
    return {k: "***" if k.lower() in SECRET else v for k, v in fields.items()}""",
    "deep": """\
def clean(fields):
    if not isinstance(fields, dict):
        return fields
    return {k: "***" if k in SECRET else clean(v) for k, v in fields.items()}""",
    "part": """\
def clean(fields):
    return {k: "***" if any(s in k for s in SECRET) else v for k, v in fields.items()}""",
}
# where a secret stands: call; under which masks it reaches the log; why it does, and why not
PLACES = {
    "field": (
        'log.info("login", extra={{"fields": {{"{word}": "{text}"}}}})',
        set(),
        "",
        "The field has exactly a name that is masked.",
    ),
    "nested": (
        'log.info("request", extra={{"fields": {{"body": {{"{word}": "{text}"}}}}}})',
        {"flat", "lower", "part"},
        "The filter looks at the outer names only, and here the secret name is one level deeper.",
        "The filter goes into nested dictionaries and finds the name there.",
    ),
    "list": (
        'log.info("batch", extra={{"fields": {{"rows": [{{"{word}": "{text}"}}]}}}})',
        {"flat", "lower", "part", "deep"},
        "It stands in a dictionary within a list, and the filter does not look into lists.",
        "",
    ),
    "message": (
        'log.info("{word} %s accepted", "{text}")',
        {"flat", "lower", "part", "deep"},
        "It becomes part of the message, and only fields are masked.",
        "",
    ),
    "url": (
        'log.info("call", extra={{"fields": {{"url": "/pay?{word}={text}"}}}})',
        {"flat", "lower", "part", "deep"},
        "It is a piece of a text in a field with a harmless name.",
        "",
    ),
    "capital": (
        'log.info("header", extra={{"fields": {{"{Word}": "{text}"}}}})',
        {"flat", "deep", "part"},
        "The name is written with a capital, and names are compared as they stand.",
        "The name is compared in small letters, so a capital does not matter.",
    ),
    "longer name": (
        'log.info("form", extra={{"fields": {{"new_{word}": "{text}"}}}})',
        {"flat", "lower", "deep"},
        "The name only contains a secret word, and the filter asks for equal names.",
        "The filter masks every name that contains a secret word.",
    ),
    "debug": (
        'log.debug("{word} is %s", "{text}")',
        set(),
        "",
        "The logger is set to INFO, so this call writes nothing.",
    ),
    "exception": (
        'try: raise ValueError("bad {word} {text}")\nexcept ValueError: log.exception("refused")',
        {"flat", "lower", "part", "deep"},
        "The formatter adds the traceback, whose last line holds the text of the exception.",
        "",
    ),
    "quiet exception": (
        'try: raise ValueError("bad {word} {text}")\nexcept ValueError as e: log.error("%s", type(e).__name__)',
        set(),
        "",
        "Only the name of the class is logged, neither the text of the exception nor a traceback.",
    ),
}
PROOF = """\
import io
import json
import logging
stream = io.StringIO()
{code}
for text in {texts!r}:
    if text in stream.getvalue():
        print(f"`{{text}}`")
"""


def build(random: Random) -> Variant:
    """Six secrets stand in six places; the filter has one of four forms."""
    mask = random.choice(list(MASKS))
    while True:
        places = random.sample(list(PLACES), 6)
        leaking = [place for place in places if mask in PLACES[place][1]]
        if 1 <= len(leaking) <= 5:
            break
    words = ["password", "token", "card"]
    texts = {
        place: f"{random.choice(['x', 'k', 'z'])}{random.randint(10, 99)}-{number}"
        for number, place in enumerate(places)
    }
    calls = []
    for place, text in texts.items():
        word = random.choice(words)
        calls += PLACES[place][0].format(word=word, Word=word.capitalize(), text=text).splitlines()
    code = f"""\
SECRET = {{"password", "token", "card"}}

{MASKS[mask]}

class Json(logging.Formatter):
    def format(self, record):
        line = {{"event": record.getMessage(), **clean(getattr(record, "fields", {{}}))}}
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line)

handler = logging.StreamHandler(stream)
handler.setFormatter(Json())
log = logging.getLogger("shop")
log.addHandler(handler)
log.setLevel("INFO")
""" + "\n".join(calls)
    return Variant(
        prompt=(
            f"The log of this program goes to `stream`. Six texts, such as `{texts[places[0]]}`, are secrets. Which "
            "of them can be read in the log?"
        ),
        code=code,
        answer=SomeOf(
            right={f"`{texts[place]}`": PLACES[place][2] for place in leaking},
            wrong={f"`{texts[place]}`": PLACES[place][3] for place in places if place not in leaking},
        ),
        why=(
            "A filter that masks fields by their names protects only what is a field and has such a name, on the "
            "levels that it looks at. Messages, pieces of addresses, texts of exceptions and names that differ a "
            "little pass it. It is safer to name the fields that may be logged, and to log nothing else."
        ),
        proof=PROOF.format(code=code, texts=sorted(texts.values())),
    )
