import copy


class Timed:
    """Stands in front of a client and counts what is asked of it."""

    def __init__(self, client):
        self.client = client
        self.asked = 0

    def __getattr__(self, name):
        if name.startswith("__") or name in ("client", "asked"):
            raise AttributeError(name)
        self.asked += 1
        return getattr(self.client, name)


timed = Timed({"tea": 450})
print(timed.get("tea"), timed.asked)
print(copy.copy(timed).get("tea"))
