def import_rows(rows):
    saved = []
    try:
        for row in rows:
            saved.append(int(row))
    except ValueError:
        print("one row was no number")
    return saved


print(import_rows(["10", "x", "30"]))
