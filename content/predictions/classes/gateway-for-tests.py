class Gateway:
    def __init__(self, key):
        self.__key = key

    def charge(self, cents):
        return f"{self.__key}: charged {cents}"


class DryRunGateway(Gateway):
    def charge(self, cents):
        return f"{self.__key}: pretended to charge {cents}"


print(Gateway("live").charge(500))
print(DryRunGateway("test").charge(500))
