def first_lines(orders):
    for lines in orders:
        yield next(iter(lines), None)


orders = [["cup", "tea"], [], ["pot"]]
print(list(first_lines(orders)))
