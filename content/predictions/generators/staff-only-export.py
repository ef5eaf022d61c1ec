def export(rows, user):
    if not user["is_staff"]:
        raise PermissionError("staff only")
    for row in rows:
        yield f"{row}\n"


try:
    lines = export(["A-1", "A-2"], {"is_staff": False})
    print("status 200")
except PermissionError:
    print("status 403")
