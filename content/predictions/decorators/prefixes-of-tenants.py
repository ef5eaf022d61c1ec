import gc
import weakref
from functools import cache


class Tenant:
    def __init__(self, name):
        self.name = name

    @cache
    def prefix(self):
        return f"tenant:{self.name}:"


tenants = [Tenant(f"t{number}") for number in range(100)]
alive = weakref.WeakSet(tenants)
print(len([tenant.prefix() for tenant in tenants]))
del tenants
gc.collect()
print("still in memory:", len(alive))
