import re

USERNAME = re.compile(r"[a-z0-9]+")

for name in ("ada", "ada\n", "ada\nroot"):
    print(repr(name), "ok" if USERNAME.fullmatch(name) else "refused")
