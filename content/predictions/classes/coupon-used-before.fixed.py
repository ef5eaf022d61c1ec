from dataclasses import dataclass


@dataclass(frozen=True)
class Coupon:
    code: str
    percent: int


used = [Coupon("SPRING", 10)]
given = Coupon("SPRING", 10)

print(given in used, given == used[0])
