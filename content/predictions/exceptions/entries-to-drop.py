from contextlib import suppress

cache = {"prices": 1, "menu": 2, "stock": 3}

with suppress(KeyError):
    del cache["prices"]
    del cache["banner"]
    del cache["menu"]

print(sorted(cache))
