import time
from concurrent.futures import ThreadPoolExecutor

charged = []


def charge(order, seconds):
    time.sleep(seconds)
    if order == "B":
        raise ValueError("B refused")
    charged.append(order)
    return order


try:
    with ThreadPoolExecutor(max_workers=3) as pool:
        for order in pool.map(charge, "ABC", (0.2, 0.02, 0.1)):
            print("receipt for", order)
except ValueError as error:
    print(error)
print("charged:", sorted(charged))
