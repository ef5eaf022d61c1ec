class Declined(Exception):
    def __init__(self, reason):
        super().__init__(f"declined: {reason}")


def charge(cents):
    raise Declined("over the limit")


def pay(cents):
    try:
        return charge(cents)
    except Declined as error:
        print("not paid:", error.reason)


pay(5_000)
