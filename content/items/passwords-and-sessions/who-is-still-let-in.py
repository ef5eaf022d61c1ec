"""Which browsers, stolen cookies and API keys are still let in after something was done about it."""

from jobfutures.checks.families.authoring import Family, Random, SomeOf, Variant

FAMILY = Family(
    area="F1",
    level="senior",
    title="Who is still let in after a logout, a new password or a new key",
    practise=("when-to-rotate-a-session", "what-is-in-a-session-cookie", "session-or-token-for-a-browser"),
)
NAMES = ["Ada", "Ben", "Cem", "Dana", "Eve", "Femi", "Grace", "Hugo"]
DB, SIGNED = "django.contrib.sessions.backends.db", "django.contrib.sessions.backends.signed_cookies"
WHERE = {DB: "in the database", SIGNED: "in signed cookies"}
SCRIPT = "A script that sends the API key"
EVENTS = {  # code of a view, or of the server
    "logout": "logout(request)\nreturn redirect('/')",
    "cookie": "response = redirect('/')\nresponse.delete_cookie('sessionid')\nreturn response",
    "password": "request.user.set_password(new)\nrequest.user.save()\nreturn redirect('/')",
    "password+hash": (
        "request.user.set_password(new)\nrequest.user.save()\n"
        "update_session_auth_hash(request, request.user)\nreturn redirect('/')"
    ),
    "renew": "if request.user.check_password(typed):  # and it is right\n    request.session.cycle_key()\n"
    "return redirect('/')",
    "secret": 'SECRET_KEY = os.environ["NEW_SECRET_KEY"]\nSECRET_KEY_FALLBACKS = []',
    "key": "old = ApiKey.objects.get(user=user)\nold.delete()\nApiKey.objects.create(user=user, hash=hash_of(new_key))",
}
POSSIBLE = [(DB, event) for event in EVENTS] + [(SIGNED, one) for one in EVENTS if one != "renew"]
PROOF = """
from django.contrib.auth import get_user_model, logout, update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect
from django.test import Client, override_settings
from django.urls import path
from django.db import connection, models
import hashlib
User = get_user_model()
user = User.objects.create_user("someone", "someone@example.org", "winter-tea")
class ApiKey(models.Model):
    user = models.ForeignKey(User, on_delete=models.CASCADE)
    hash = models.CharField(max_length=64)
    class Meta:
        app_label = "shop"
connection.disable_constraint_checking()
with connection.schema_editor() as editor:
    editor.create_model(ApiKey)
def hash_of(key):
    return hashlib.sha256(key.encode()).hexdigest()
ApiKey.objects.create(user=user, hash=hash_of("key-1"))
typed, new, new_key = "winter-tea", "autumn-tea", "key-2"
def act(request):
    scope = dict(globals())
    body = "\\n".join("    " + line for line in CODE.splitlines())
    exec(f"def view(request):\\n{body}", scope)
    return scope["view"](request)
def page(request):
    key = request.headers.get("X-Api-Key")
    known = key and ApiKey.objects.filter(hash=hash_of(key)).exists()
    return HttpResponse(status=200 if known or request.user.is_authenticated else 403)
pages = (path("act", act), path("page", page))
settings = {"ROOT_URLCONF": pages, "SESSION_ENGINE": ENGINE, "ALLOWED_HOSTS": ["*"]}
with override_settings(**settings):
    browsers = {}
    for device in ("laptop", "phone"):
        browsers[device] = Client()
        browsers[device].force_login(user)
    stolen = {device: browser.cookies["sessionid"].value for device, browser in browsers.items()}
    assert all(browser.get("/page").status_code == 200 for browser in browsers.values())
    change = {}
    if EVENT == "secret":
        change = {"SECRET_KEY": "another key for the examples", "SECRET_KEY_FALLBACKS": []}
    elif EVENT == "key":
        exec(CODE)
    else:
        assert browsers[DEVICE].post("/act").status_code == 302
    with override_settings(**change):
        for device, cookie in stolen.items():
            thief = Client()
            thief.cookies["sessionid"] = cookie
            browsers[f"copy of {device}"] = thief
        let_in = [OPTIONS[name] for name, browser in browsers.items() if browser.get("/page").status_code == 200]
        if Client().get("/page", headers={"X-Api-Key": "key-1"}).status_code == 200:
            let_in.append(OPTIONS["script"])
print("\\n".join(sorted(let_in)))
"""


def judged(engine: str, event: str, device: str) -> dict[str, tuple[bool, str]]:
    """Return for each client whether it is let in, and why."""
    other = "phone" if device == "laptop" else "laptop"
    yours, theirs = "This browser was told to forget its cookie.", f"Only the session of the {device} was touched."
    key_lives = (True, "The key is looked up in a table of its own, which knows nothing of sessions and passwords.")
    if event in ("logout", "cookie"):
        row = "The row of that session was deleted, so its name means nothing any more."
        kept = (
            "The row is still there; only one browser forgot its name."
            if event == "cookie" and engine == DB
            else "The cookie holds the session itself. Nothing on the server was there to delete."
        )
        ended = event == "logout" and engine == DB
        copied = (not ended, row if ended else kept)
        found = {device: (False, yours), f"copy of {device}": copied}
        return found | {other: (True, theirs), f"copy of {other}": (True, theirs), "script": key_lives}
    if event == "renew":
        found = {device: (True, "It got the new name of the session."), other: (True, theirs)}
        gone = (False, "The session got a new name, and the old name is not known any more.")
        return found | {f"copy of {device}": gone, f"copy of {other}": (True, theirs), "script": key_lives}
    browsers = (device, other, f"copy of {device}", f"copy of {other}")
    if event == "key":
        gone = (False, "The row of its key was deleted; the new key is another one.")
        return dict.fromkeys(browsers, (True, "A session does not depend on the API key.")) | {"script": gone}
    if event == "secret":
        gone = (False, "What the session holds was signed with the old key, which is not accepted any more.")
    else:
        gone = (False, "Its session holds a hash of the old password, which no longer agrees with the account.")
    found = dict.fromkeys(browsers, gone) | {"script": key_lives}
    if event == "password+hash":
        found[device] = (True, "`update_session_auth_hash()` wrote the new hash into its session.")
        if engine == DB:
            renamed = (
                "`update_session_auth_hash()` also gave this session a new name; the old name is not known any more."
            )
            found[f"copy of {device}"] = (False, renamed)
    return found


def build(random: Random) -> Variant:
    """What ends a login depends on what the server keeps of it, and on what the event touches."""
    engine, event = random.choice(POSSIBLE)
    device, name = random.choice(["laptop", "phone"]), random.choice(NAMES)
    options = {
        "laptop": f"{name}'s laptop",
        "phone": f"{name}'s phone",
        "copy of laptop": "A thief with this morning's copy of the laptop's cookie",
        "copy of phone": "A thief with this morning's copy of the phone's cookie",
        "script": SCRIPT,
    }
    found = judged(engine, event, device)
    where = {
        "secret": "The server is restarted with these settings.",
        "key": "The server runs these lines; the script stays as it is.",
    }
    happens = where.get(event, f"On the {device}, {name} calls a view with these lines.")
    code = EVENTS[event].replace("'", '"')
    why = {
        "logout": "`logout()` deletes what the server has of one session, and clears one cookie.",
        "cookie": "Deleting a cookie asks one browser to forget it. The server goes on accepting the session.",
        "password": "At each request Django compares a hash in the session with the password of the account.",
        "password+hash": (
            "At each request Django compares a hash in the session with the password of the account, and "
            "`update_session_auth_hash()` renews it, with a new cookie, for the one session that asked."
        ),
        "renew": "`cycle_key()` gives one session a new name, so a copy of the old name is worthless.",
        "secret": (
            "What a session holds is signed with `SECRET_KEY`, in the database too. Without the old key it is void."
        ),
        "key": "Sessions and API keys are two ways in. To close one leaves the other open.",
    }[event]
    return Variant(
        prompt=(
            f"A Django shop keeps sessions {WHERE[engine]} (`{engine.rpartition('.')[2]}` backend). {name} is "
            "signed in on a laptop and on a phone, a session each. A thief copied both cookies this morning. A script "
            f"of {name}'s sends an API key, which the server looks up by its SHA-256 hash in a table of keys. Other "
            f"settings are Django's own. {happens} Which of the five are let in afterwards?"
        ),
        code=code,
        answer=SomeOf(
            right={options[one]: reason for one, (is_in, reason) in found.items() if is_in},
            wrong={options[one]: reason for one, (is_in, reason) in found.items() if not is_in},
        ),
        why=(
            f"{why} Sessions are kept {WHERE[engine]} here, which decides what the server can take back. An API key is "
            "a way in of its own. Ask for each of the five what it proves itself with, and whether exactly that has "
            "been made void."
        ),
        proof=(
            f"ENGINE, EVENT, DEVICE = {engine!r}, {event!r}, {device!r}\n"
            f"OPTIONS = {options!r}\nCODE = {code!r}\n{PROOF}"
        ),
    )
