from concurrent.futures import ThreadPoolExecutor


def open_orders(tenant):
    return f"open orders of {tenant}"


print(open_orders("acme"))
with ThreadPoolExecutor() as pool:
    print(pool.submit(open_orders, "acme").result())
