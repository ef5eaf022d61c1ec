class Coupon:
    def __init__(self, code, percent):
        self.code = code
        self.percent = percent


used = [Coupon("SPRING", 10)]
given = Coupon("SPRING", 10)

print(given in used, given == used[0])
