def import_rows(rows):
    saved = []
    for row in rows:
        try:
            saved.append(int(row))
        except ValueError:
            print("one row was no number")
    return saved


print(import_rows(["10", "x", "30"]))
