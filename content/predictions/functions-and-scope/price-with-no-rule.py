def discount(total):
    if total >= 10_000:
        return 1_000
    if total >= 5_000:
        return 300


def payable(total):
    reduced = total - discount(total)
    return max(reduced, 0)


for total in (12_000, 6_000, 4_000):
    print(payable(total))
