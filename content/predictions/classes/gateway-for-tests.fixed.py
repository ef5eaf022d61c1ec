class Gateway:
    def __init__(self, key):
        self._key = key

    def charge(self, cents):
        return f"{self._key}: charged {cents}"


class DryRunGateway(Gateway):
    def charge(self, cents):
        return f"{self._key}: pretended to charge {cents}"


print(Gateway("live").charge(500))
print(DryRunGateway("test").charge(500))
