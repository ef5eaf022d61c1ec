"""Which name a test has to replace, so that the code under test meets the stand-in."""

from jobfutures.checks.families.authoring import Family, Gap, Random, Variant

FAMILY = Family(
    area="J1",
    level="middle",
    title="The name that a test has to replace with a stand-in",
    practise=("what-makes-a-test-useful", "what-is-a-pytest-fixture"),
)
NAMES = [
    ("orders", "mailer", "send", "confirm"),
    ("bookings", "sms", "notify", "remind"),
    ("payments", "provider", "charge", "settle"),
    ("parcels", "carrier", "announce", "dispatch"),
    ("invoices", "storage", "upload", "archive"),
]
# import lines, call; what is accepted and what is not. {u} the module under test, {m} the other, {f} its function
STYLES = {
    "name": ("from {m} import {f}", "{f}", ["{u}.{f}"], ["{m}.{f}", "{u}.{m}.{f}"]),
    "module": ("import {m}", "{m}.{f}", ["{m}.{f}", "{u}.{m}.{f}"], ["{u}.{f}", "{f}"]),
    "other name": ("from {m} import {f} as _{f}", "_{f}", ["{u}._{f}"], ["{m}.{f}", "{u}.{f}"]),
    "module by other name": (
        "import {m} as service",
        "service.{f}",
        ["{m}.{f}", "{u}.service.{f}"],
        ["{u}.{f}", "service.{f}"],
    ),
    "inside": ("", "{f}", ["{m}.{f}"], ["{u}.{f}", "{u}.{m}.{f}"]),
    "inside module": ("", "{m}.{f}", ["{m}.{f}"], ["{u}.{f}", "{u}.{m}.{f}"]),
    "through another": ("from services import {f}", "{f}", ["{u}.{f}"], ["{m}.{f}", "services.{f}"]),
    "module of another": (
        "import services",
        "services.{f}",
        ["services.{f}", "{u}.services.{f}"],
        ["{m}.{f}", "{u}.{f}"],
    ),
}
WHY = {
    "name": "`from ... import` has given `{u}` a name of its own for the function, and `{act}` looks that one up.",
    "module": "`{act}` looks the function up in the module `{m}` at each call, so it has to be replaced there.",
    "other name": "The import has given `{u}` a name of its own, `_{f}`, and that is the one `{act}` looks up.",
    "module by other name": (
        "`service` is only another name for the module `{m}`, in which `{act}` looks the function up."
    ),
    "inside": "The import runs at each call and takes what `{m}` holds at that moment; `{u}` has no such name.",
    "inside module": "The import runs at each call, and the function is looked up in `{m}`; `{u}` has no such name.",
    "through another": "`{u}` has a name of its own for the function, whichever module it was taken from.",
    "module of another": "`{act}` looks the function up in `services`, which has a name of its own for it.",
}
REASONS = {
    "{m}.{f}": "This replaces the name in the module where it is defined; the code under test goes by another one.",
    "{u}.{f}": "The module under test has no such name of its own, so there is nothing to replace.",
    "{u}.{m}.{f}": "The module under test does not hold the other module under that name.",
    "services.{f}": "The code under test has taken the function over before, and no longer looks into `services`.",
    "service.{f}": "`service` is a name within the module under test, and no module that can be imported.",
    "{u}.{act}": "Then the stand-in takes the place of `{act}` itself, and the code under test does not run.",
    "{f}": "A target needs the module in which the name is to be replaced.",
}
PROOF = """\
import sys
from pathlib import Path
from unittest.mock import patch
sys.dont_write_bytecode = True
sys.path.insert(0, ".")
for name, source in {files!r}.items():
    Path(name).write_text(source)
import {u}, {m}
real = {u}.{act}
for target in {targets!r}:
    {m}.really.clear()
    try:
        with patch(target) as stand_in:
            tested = {u}.{act} is real
            {u}.{act}("17")
        if tested and stand_in.call_count == 1 and not {m}.really:
            print(target)
    except (AttributeError, ModuleNotFoundError, TypeError):
        pass
"""


def build(random: Random) -> Variant:
    """How the module under test gets at the function decides."""
    unit, module, function, act = random.choice(NAMES)
    style = random.choice(list(STYLES))
    names = {"u": unit, "m": module, "f": function, "act": act}
    line, call, accepted, refused = STYLES[style]
    refused = [*refused, "{u}.{act}"]
    inside = {"inside": "from {m} import {f}", "inside module": "import {m}"}.get(style, "")
    body = "\n".join("    " + one.format(**names) for one in [inside, f"return {call}(number)"] if one)
    head = line.format(**names)
    under_test = f"{head}\n\ndef {act}(number):\n{body}" if head else f"def {act}(number):\n{body}"
    other = ["", f"# services.py\nfrom {module} import {function}\n\n"]["services" in line]
    code = f"""\
# {module}.py
def {function}(number): ...  # calls a service on the internet

{other}# {unit}.py
{under_test}

# test_{unit}.py
from unittest.mock import patch
import {unit}

def test_{act}():
    with patch("____") as stand_in:
        {unit}.{act}("17")
    stand_in.assert_called_once_with("17")"""
    accepts = [one.format(**names) for one in accepted]
    files = {
        f"{module}.py": f"really = []\ndef {function}(number):\n    really.append(number)\n",
        "services.py": f"from {module} import {function}\n",
        f"{unit}.py": under_test + "\n",
    }
    return Variant(
        prompt=(
            f"What belongs into the gap, so that `{act}` itself runs, the test passes and the service is not called? "
            "The files are modules next to each other, as they stand."
        ),
        code=code,
        answer=Gap(
            accepts=tuple(accepts),
            wrong={one.format(**names): REASONS[one].format(**names) for one in refused},
        ),
        why=(
            "`patch` puts the stand-in under a name, and only code that looks up this very name meets it. "
            + WHY[style].format(**names)
            + " So the target is where the function is looked up, which is not always where it is defined."
        ),
        proof=PROOF.format(
            files=files, targets=[*accepts, *(one.format(**names) for one in refused)], u=unit, m=module, act=act
        ),
    )
