import copy

MISSING = object()


def given_fields(form):
    return sorted(name for name, value in form.items() if value is not MISSING)


form = {"name": "Ada", "note": MISSING}
print(given_fields(form))
print(given_fields(copy.deepcopy(form)))
