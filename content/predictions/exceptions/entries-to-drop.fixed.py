cache = {"prices": 1, "menu": 2, "stock": 3}

for key in ("prices", "banner", "menu"):
    cache.pop(key, None)

print(sorted(cache))
