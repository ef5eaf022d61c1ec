def quantity(form):
    try:
        return int(form.get("quantity"))
    except ValueError:
        return 1


print(quantity({"quantity": "3"}))
print(quantity({"quantity": "three"}))
print(quantity({}))
