import threading
from concurrent.futures import ThreadPoolExecutor

current = threading.local()
current.tenant = "acme"


def open_orders():
    return f"open orders of {current.tenant}"


print(open_orders())
with ThreadPoolExecutor() as pool:
    print(pool.submit(open_orders).result())
