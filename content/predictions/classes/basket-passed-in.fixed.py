class Basket:
    def __init__(self):
        self.items = []

    def __len__(self):
        return len(self.items)


def add(item, basket=None):
    basket = Basket() if basket is None else basket
    basket.items.append(item)
    return basket


mine = Basket()
add("cup", mine)
add("tea", mine)
print(mine.items)
