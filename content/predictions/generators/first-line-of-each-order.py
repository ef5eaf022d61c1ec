def first_lines(orders):
    for lines in orders:
        yield next(iter(lines))


orders = [["cup", "tea"], [], ["pot"]]
print(list(first_lines(orders)))
