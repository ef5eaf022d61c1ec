"""Which statuses FastAPI answers in a test that overrides some of the dependencies."""

from jobfutures.checks.families.authoring import Family, Output, Random, Variant

FAMILY = Family(
    area="J3",
    level="middle",
    title="What FastAPI answers while a test overrides dependencies",
    practise=("test-404-and-422", "roll-back-or-recreate"),
)
PLACES = [("/mine", "/report"), ("/basket", "/prices"), ("/shifts", "/roster"), ("/parcels", "/routes")]
TOKENS = {"t-1": "ada", "t-2": "ben"}
Overrides = dict[str, str]


def status(overrides: Overrides, needs: str) -> int:
    """Return what a path that needs `user`, `admin` or both answers."""
    if needs == "user":
        return status_of_user(overrides)[0]
    if needs == "both":
        return max(status(overrides, "admin"), status(overrides, "user"), key=lambda one: (one == 403, one))
    if "admin" in overrides:
        return 200
    code, name = status_of_user(overrides)
    return code if code != 200 else 200 if name == "ada" else 403


def status_of_user(overrides: Overrides) -> tuple[int, str]:
    if "user" in overrides:
        return 200, overrides["user"]
    if "token" in overrides:
        return 200, TOKENS[overrides["token"]]
    return 401, ""


def build(random: Random) -> Variant:
    """What is overridden, with what, and when it is taken back, differ."""
    low, high = random.choice(PLACES)
    both = random.random() < 0.4
    while True:
        overrides: Overrides = {}
        lines, key, kept = [], [], []
        everything: Overrides = {}
        for _ in range(3):
            if overrides and random.random() < 0.35:
                name = random.choice(sorted(overrides))
                if random.random() < 0.4:
                    lines.append("app.dependency_overrides.clear()")
                    overrides.clear()
                else:
                    lines.append(f"del app.dependency_overrides[{name}]")
                    del overrides[name]
            else:
                name = random.choice(["token", "user", "admin"])
                value = random.choice(list(TOKENS) if name == "token" else list(TOKENS.values()))
                lines.append(f'app.dependency_overrides[{name}] = lambda: "{value}"')
                overrides[name] = everything[name] = value
            for path, needs in random.sample(
                [(low, "user"), (high, "both" if both else "admin")], random.choice([1, 2])
            ):
                lines.append(f'print(client.get("{path}").status_code)')
                key.append(status(overrides, needs))
                kept.append(status(everything, needs))
        if len(set(key)) > 1 and 4 <= len(key) <= 6:
            break
    head = f"""\
def token():
    raise HTTPException(401)

def user(token=Depends(token)):
    return {{"t-1": "ada", "t-2": "ben"}}[token]

def admin(user=Depends(user)):
    if user != "ada":
        raise HTTPException(403)
    return user

@app.get("{low}")
def of_user(user=Depends(user)): ...

@app.get("{high}")
def of_admin(admin=Depends(admin){", user=Depends(user)" if both else ""}): ...
"""
    code = "\n".join([head, *lines])
    text = "\n".join(map(str, key))
    wrong: dict[str, str] = {}
    for found, reason in (
        (
            [200] * len(key),
            "An override answers only for the one function that it is keyed by; the others run as usual.",
        ),
        (kept, "What was deleted or cleared is gone, and the real dependency runs again."),
        ([401] * len(key), "A function that is overridden is not called, and neither is what it depends on."),
        (
            [200 if one == 403 else one for one in key],
            "`admin` still runs where only what it depends on is overridden.",
        ),
    ):
        if found != key:
            wrong.setdefault("\n".join(map(str, found)), reason)
    return Variant(
        prompt=(
            "`app` is a FastAPI app, `client` its test client, and no request of this test carries anything but its "
            "path. What is printed?"
        ),
        code=code,
        answer=Output(text=text, wrong=wrong),
        why=(
            "An override replaces one function and with it everything below: the replaced function and its own "
            "dependencies are not called. What stands above runs as usual, so `admin` still judges a `user` that was "
            "overridden, and a path that asks for both needs both. Overrides stay on the app until they are deleted, "
            "also for the next test."
        ),
        proof=(
            "from fastapi import Depends, FastAPI, HTTPException\nfrom fastapi.testclient import TestClient\n"
            f"app = FastAPI()\nclient = TestClient(app)\n{code}\n"
        ),
    )
