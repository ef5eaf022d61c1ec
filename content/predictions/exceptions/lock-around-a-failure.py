from contextlib import contextmanager

locked = set()


@contextmanager
def lock(name):
    locked.add(name)
    yield
    locked.discard(name)


try:
    with lock("orders"):
        print("work on orders")
    with lock("stock"):
        raise ValueError("not enough")
except ValueError:
    print("refused")

print("still locked:", sorted(locked))
