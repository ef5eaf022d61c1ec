class Basket:
    def __init__(self):
        self.items = []

    def __len__(self):
        return len(self.items)


def add(item, basket=None):
    basket = basket or Basket()
    basket.items.append(item)
    return basket


mine = Basket()
add("cup", mine)
add("tea", mine)
print(mine.items)
