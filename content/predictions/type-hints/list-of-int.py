def total(cents: int | list[int]) -> int:
    if isinstance(cents, list[int]):
        return sum(cents)
    return cents


print(total(300))
print(total([300, 200]))
