def export(rows, user):
    if not user["is_staff"]:
        raise PermissionError("staff only")
    return (f"{row}\n" for row in rows)


try:
    lines = export(["A-1", "A-2"], {"is_staff": False})
    print("status 200")
except PermissionError:
    print("status 403")
