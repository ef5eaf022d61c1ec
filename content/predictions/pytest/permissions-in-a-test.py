from unittest.mock import Mock


class Permissions:
    def __init__(self, granted):
        self.granted = granted

    def may_refund(self, user):
        return user in self.granted


def refund(user, cents, permissions):
    if not permissions.may_refund(user):
        return "403"
    return f"refunded {cents}"


print(refund("eve", 500, Permissions({"ada"})))
print(refund("eve", 500, Mock()))
print(refund("eve", 500, Mock(spec=Permissions)))
