"""Which events make a signed reset link useless, by what was signed into it."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="F1",
    level="middle",
    title="Which events make a signed reset link useless",
    practise=("reset-and-recovery",),
)
FIELDS = {
    "password": "user.password",
    "last_login": "str(user.last_login)",
    "email": "user.email",
    "sent": "links_sent(user)",
}
NAMES = ["Ada", "Ben", "Cem", "Dana", "Eve", "Femi", "Grace", "Hugo"]
LIMITS = {1800: "half an hour", 3600: "one hour", 86400: "one day", 259200: "three days"}
HOURS = 2
USED = "The link is used: `set_password()` with a new password, then `save()`"
LOGIN = "The old password is remembered after all, and used for a sign-in with `login()`"
SECOND = "A second link is asked for, made and sent"
SCANNER = "A mail scanner opens the link; the page it gets only runs `check()`"
ADDRESS = "The support team changes the mail address of the account"
LATER = "Two hours pass in which nothing happens"
PROOF = """
import time
from unittest.mock import patch
from django.contrib.auth import get_user_model, login
from django.contrib.sessions.backends.db import SessionStore
from django.core import signing
from django.http import HttpRequest
User = get_user_model()
counted = {}
def links_sent(user):
    return counted.get(user.pk, 0)
exec(CODE)
def send(user):
    counted[user.pk] = links_sent(user) + 1
    return make(User.objects.get(pk=user.pk))
def used(user, token):
    user = check(token)
    user.set_password("autumn-tea")
    user.save()
def logged_in(user, token):
    request = HttpRequest()
    request.session = SessionStore()
    login(request, User.objects.get(pk=user.pk), backend="django.contrib.auth.backends.ModelBackend")
def changed(user, token):
    User.objects.filter(pk=user.pk).update(email="new@example.org")
def nothing(user, token):
    pass
events = {
    USED: used, LOGIN: logged_in, SECOND: lambda user, token: send(user),
    SCANNER: lambda user, token: check(token), ADDRESS: changed, LATER: nothing,
}
useless = []
for number, (name, event) in enumerate(events.items()):
    user = User.objects.create_user(f"user{number}", f"user{number}@example.org", "winter-tea")
    token = send(user)
    assert check(token) == user
    event(user, token)
    passed = 7200 if event is nothing else 60
    now = time.time()
    with patch("time.time", lambda: now + passed):
        try:
            useless += [name] * (check(token) is None)
        except signing.SignatureExpired:
            useless.append(name)
print("\\n".join(sorted(useless)))
"""


def build(random: Random) -> Variant:
    """What is signed is compared with the account of today, so the link dies of exactly those changes."""
    signed = [one for one in FIELDS if random.random() < 0.5] or [random.choice(list(FIELDS))]
    if len(signed) == len(FIELDS):
        signed.remove(random.choice(signed))
    limit = random.choice(list(LIMITS))
    name = random.choice(NAMES)
    state = ", ".join(FIELDS[one] for one in signed)
    code = f"""\
def state_of(user):
    return [{state}]

def make(user):
    return signing.dumps([user.pk, state_of(user)], salt="reset")

def check(token):
    pk, state = signing.loads(token, salt="reset", max_age={limit})
    user = User.objects.get(pk=pk)
    return user if state == state_of(user) else None"""
    dies = {
        USED: ("password" in signed, "the hash of the password", "A new password has a new hash."),
        LOGIN: ("last_login" in signed, "the time of the last login", "A sign-in sets `last_login`."),
        SECOND: ("sent" in signed, "the number of links sent", "A second link raises the counter."),
        SCANNER: (False, "anything that opening a page changes", "Opening the page only compares."),
        ADDRESS: ("email" in signed, "the mail address", "The address of the account is another one now."),
        LATER: (limit < HOURS * 3600, "", ""),
    }
    right, wrong = {}, {}
    for event, (is_useless, part, what) in dies.items():
        if event == LATER:
            said = f"`max_age` is {limit} seconds, {LIMITS[limit]}"
            reason = f"{said}, and the link is older by then." if is_useless else f"{said}; the link is younger."
        elif is_useless:
            reason = f"{what} It was signed with {part}, so the two states differ."
        else:
            reason = f"{what} The signed state does not hold {part}, so it still agrees."
        (right if is_useless else wrong)[event] = reason
    if not right:  # a link must be able to die of something
        return build(random)
    names = "USED, LOGIN, SECOND, SCANNER, ADDRESS, LATER"
    return Variant(
        prompt=(
            f"{name} asks for a link to reset a password. It is made with `make()` and checked with `check()`; an "
            "error there counts as a refusal. `links_sent()` reads a counter in the database that is raised before "
            "each link is made. The hashers stay as they are. Each event below happens alone, minutes later unless it "
            "says otherwise. After which of them does `check()` refuse this link?"
        ),
        code=code,
        answer=SomeOf(right=right, wrong=wrong),
        why=(
            "A signature says that the link is ours and how old it is. It cannot say that it was used. So the state of "
            "the account is signed too, and compared with that of today: the link dies of every change to something "
            f"that was signed, here of `{state}`, and of its age. If the hash of the password is missing, a link "
            "can be used twice."
        ),
        proof=f"CODE = {code!r}\n{names} = {(USED, LOGIN, SECOND, SCANNER, ADDRESS, LATER)!r}\n{PROOF}",
    )
