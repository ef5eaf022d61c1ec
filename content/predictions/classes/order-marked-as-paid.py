class Order:
    def __init__(self, number):
        self.number = number
        self.status = "open"

    def mark_paid(self):
        self.staus = "paid"


order = Order("A-1")
order.mark_paid()
print(order.number, order.status)
