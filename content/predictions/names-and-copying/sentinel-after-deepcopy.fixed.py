import copy
from enum import Enum


class Missing(Enum):
    TOKEN = "missing"


MISSING = Missing.TOKEN


def given_fields(form):
    return sorted(name for name, value in form.items() if value is not MISSING)


form = {"name": "Ada", "note": MISSING}
print(given_fields(form))
print(given_fields(copy.deepcopy(form)))
