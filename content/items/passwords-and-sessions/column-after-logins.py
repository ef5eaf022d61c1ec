"""What stands in the password column after some logins, when the list of hashers has changed."""

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="F1",
    level="middle",
    title="Which password hashes are rewritten at a login, and which accounts are locked out",
    practise=("how-passwords-are-stored",),
)
CLASSES = {
    "scrypt": "ScryptPasswordHasher",
    "pbkdf2_sha256": "PBKDF2PasswordHasher",
    "pbkdf2_sha1": "PBKDF2SHA1PasswordHasher",
    "md5": "MD5PasswordHasher",
}
NAMES = ["ada", "ben", "cem", "dan", "eve", "fay", "gus", "ida"]
LEAST_WRONG = 2
PASSWORD, MISTYPED = "winter-tea", "Winter-tea"
CALLS = {
    "method": ("user.check_password(typed)", "the method of the user stores a new hash after a right password"),
    "function": (
        "check_password(typed, user.password)",
        "the plain function only compares: nobody gave it a `setter` that could store a new hash",
    ),
}
PROOF = """
import contextlib, io
from django.contrib.auth import get_user_model
from django.contrib.auth import hashers
from django.contrib.auth.hashers import check_password
from django.test import override_settings
hashers.PBKDF2PasswordHasher.iterations = hashers.PBKDF2SHA1PasswordHasher.iterations = 10
hashers.ScryptPasswordHasher.work_factor = 16
User = get_user_model()
for name, algorithm in ROWS.items():
    hasher = getattr(hashers, CLASSES[algorithm])()
    User.objects.create(username=name, password=hasher.encode(PASSWORD, "salt" * 6))
with override_settings(PASSWORD_HASHERS=[f"django.contrib.auth.hashers.{CLASSES[one]}" for one in LISTED]):
    exec(LOOP)
"""


def build(random: Random) -> Variant:
    """The list decides who can log in and what is written; the call decides whether anything is written."""
    listed = random.sample(list(CLASSES), random.choice([2, 2, 3]))
    if listed[0] == "md5":  # nobody prefers it
        listed.reverse()
    call = random.choice(["method", "method", "function"])
    names = sorted(random.sample(NAMES, 3))
    others = [one for one in CLASSES if one not in listed]
    algorithms = [listed[1], random.choice(others), random.choice(list(CLASSES))]
    random.shuffle(algorithms)
    rows = dict(zip(names, algorithms, strict=True))
    typed = {name: random.choice([PASSWORD, PASSWORD, MISTYPED]) for name in names}
    loop = (
        "typed_by = {\n"
        + "".join(f'    "{name}": "{typed[name]}",\n' for name in names)
        + "}\nfor name, typed in typed_by.items():\n"
        + "    user = User.objects.get(username=name)\n"
        + f"    good = {CALLS[call][0]}\n"
        + "    user.refresh_from_db()\n"
        + '    print(name, good, user.password.split("$")[0])'
    )
    settings = "\n".join(f'    "...{CLASSES[one]}",  # {one}' for one in listed)
    code = f"PASSWORD_HASHERS = [\n{settings}\n]\n\n{loop}"

    def shown(*, rewriting: str, strict: bool = True) -> str:
        lines = []
        for name in names:
            good = typed[name] == PASSWORD and (rows[name] in listed or not strict)
            written = rewriting == "all" or (rewriting == "good" and good)
            lines.append(f"{name} {good} {listed[0] if written else rows[name]}")
        return "\n".join(lines)

    text = shown(rewriting="good" if call == "method" else "none")
    last = "\n".join(
        f"{line.rpartition(' ')[0]} {listed[-1]}" if " True " in line else line for line in text.splitlines()
    )
    wrong = {
        last: "New hashes, if any are written, come from the first hasher of the list and never from the last.",
        shown(rewriting="all"): "A new hash needs the right password: it cannot be computed from the old hash.",
        shown(rewriting="none"): "The method of the user stores a new hash when the password was right.",
        shown(rewriting="good"): "A row is rewritten after a right password, and only by a call that can store it.",
        shown(
            rewriting="good", strict=False
        ): "A row whose hasher is not listed cannot be checked, so the right password is refused as well.",
        shown(rewriting="none", strict=False): "A row whose hasher is not listed is refused, whatever is typed.",
        "\n".join(f"{name} {typed[name] == PASSWORD} {listed[0]}" for name in names): (
            "The new list rewrites no row by itself, and a row whose hasher it lacks is refused."
        ),
    }
    wrong.pop(text, None)
    if len(wrong) < LEAST_WRONG:
        return build(random)
    stored = ", ".join(f"{name} `{rows[name]}`" for name in names)
    return Variant(
        prompt=(
            f"Everybody's password is `{PASSWORD}`. The column holds these hashes: {stored}. Then the settings were "
            "changed to the list below; `...` stands for the module of Django's hashers. `User` is Django's own model, "
            "and `check_password` without a user is the function of that module. What does the loop print?"
        ),
        code=code,
        answer=Output(text=text, wrong=wrong),
        why=(
            "A row names its algorithm. It can be checked while that algorithm is in the list, else the answer is "
            f"False. The first of the list, here `{listed[0]}`, is what new hashes are made with. Here "
            f"{CALLS[call][1]}. A wrong password never changes a row."
        ),
        proof=(
            f"CLASSES, PASSWORD, LISTED, ROWS = {CLASSES!r}, {PASSWORD!r}, {listed!r}, {rows!r}\n"
            f"LOOP = {loop!r}\n{PROOF}"
        ),
    )
