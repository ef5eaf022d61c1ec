"""What a settings file makes of the environment: texts that count as true, empty lists and gaps."""

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="G1",
    level="junior",
    title="What a settings file makes of its environment",
    practise=("settings-per-environment",),
)
FLAGS = ["DEBUG", "SHOW_PRICES", "SEND_MAIL", "USE_CACHE", "ALLOW_SIGNUP", "READ_ONLY"]
LISTS = ["HOSTS", "REGIONS", "PARTNERS", "QUEUES"]
NUMBERS = ["PAGE_SIZE", "TIMEOUT", "RETRIES", "BATCH"]
FLAG_FORMS = {
    'os.environ.get("{F}", False)': "Any text but the empty one is true, `False` and `0` among them.",
    'bool(os.environ.get("{F}", ""))': "`bool` of a text asks only whether it is empty.",
    '"{F}" in os.environ': "This asks whether the variable is there, whatever it holds.",
    'os.environ.get("{F}", "no") == "yes"': "Only the text `yes` switches it on.",
    'os.environ.get("{F}", "").lower() in {{"1", "true", "yes"}}': "The listed words switch it on, in any case.",
    'bool(int(os.environ.get("{F}") or "0"))': "The text is read as a number, and an empty one as 0.",
}
FLAG_VALUES = [None, "", "False", "0", "1", "True", "yes", "no"]
NUMERIC = [None, "", "0", "1"]
LIST_FORMS = {
    'os.environ.get("{L}", "").split(",")': 'It cuts at each comma, and `"".split(",")` has one empty text.',
    'os.environ.get("{L}", "").split()': "`split` without a separator cuts at blanks and makes no empty texts.",
    '[one for one in os.environ.get("{L}", "").split(",") if one]': (
        "It cuts at each comma, and the condition drops empty texts."
    ),
}
LIST_VALUES = [None, "", "north", "north,south", "north, south", "north south"]
NUMBER_FORMS = {
    'int(os.environ.get("{N}") or 20)': "`or` takes its right side when the variable is absent or empty.",
    'int(os.environ.get("{N}", 20))': "The second argument counts only when the variable is absent.",
    'os.environ.setdefault("{N}", "20")': "`setdefault` fills a gap and leaves what is there.",
}
NUMBER_VALUES = [None, "", "0", "50"]


def worth(code: str, environment: dict[str, str]) -> object:
    return eval(code, {"os": type("os", (), {"environ": dict(environment)})})


def build(random: Random) -> Variant:
    """How each text is read decides, so the same environment gives other settings with other code."""
    flag, many, number = random.choice(FLAGS), random.choice(LISTS), random.choice(NUMBERS)
    flag_form, list_form, number_form = (random.choice(list(forms)) for forms in (FLAG_FORMS, LIST_FORMS, NUMBER_FORMS))
    flag_value = random.choice(NUMERIC if "int(" in flag_form else FLAG_VALUES)
    list_value = random.choice(LIST_VALUES)
    number_value = random.choice([one for one in NUMBER_VALUES if one != "" or "or 20" in number_form])
    environment = {
        name: value
        for name, value in ((flag, flag_value), (many, list_value), (number, number_value))
        if value is not None
    }
    code_of = {
        flag: flag_form.format(F=flag),
        many: list_form.format(L=many),
        number: number_form.format(N=number),
    }
    settings = "\n".join(f"{name} = {code}" for name, code in code_of.items())
    code = f'{settings}\n\nprint("on" if {flag} else "off")\nprint(len({many}))\nprint({number})'

    def shown(on: object, length: int, size: object) -> str:
        return f"{'on' if on else 'off'}\n{length}\n{size}"

    on, listed, size = (worth(code_of[name], environment) for name in (flag, many, number))
    text = shown(on, len(listed), size)
    flag_why, list_why, number_why = FLAG_FORMS[flag_form], LIST_FORMS[list_form], NUMBER_FORMS[number_form]
    other_length = {0: 1, 1: 0, 2: 1}[len(listed)]
    wrong = {
        shown(not on, len(listed), size): f"Look at `{flag}` again. {flag_why}",
        shown(on, other_length, size): f"Look at `{many}` again. {list_why}",
        shown(not on, other_length, size): f"Two of the three are read otherwise. {flag_why} {list_why}",
        shown(on, len(listed), "20" if str(size) != "20" else "0"): f"Look at `{number}` again. {number_why}",
    }
    told = "\n".join(f"{name}={environment[name]}" for name in sorted(environment)) or "(none of the three)"
    return Variant(
        prompt=(
            "A process is started with these variables. What stands behind `=` is the whole value, and what is "
            f"not listed is absent:\n\n```text\n{told}\n```\n\nWhat does this part of the settings file print?"
        ),
        code=code,
        answer=Output(text=text, wrong={out: why for out, why in wrong.items() if out != text}),
        why=(
            f"The environment holds texts only, and an absent variable is another thing than an empty one. `{flag}`: "
            f"{flag_why} `{many}`: {list_why} `{number}`: {number_why}"
        ),
        proof=(
            f"import os\nfor name in {[flag, many, number]!r}:\n    os.environ.pop(name, None)\n"
            f"os.environ.update({environment!r})\n{code}"
        ),
    )
