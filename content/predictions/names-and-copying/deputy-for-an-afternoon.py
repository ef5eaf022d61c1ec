ROLES = {"clerk": {"read"}, "manager": {"read", "refund"}}


def permissions(role, extra):
    granted = ROLES[role]
    granted |= extra
    return sorted(granted)


print("deputy:", permissions("clerk", {"refund"}))
print("clerk:", permissions("clerk", set()))
