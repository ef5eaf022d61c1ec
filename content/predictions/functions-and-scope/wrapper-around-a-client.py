def request(path, *, timeout_s=10, retries=2):
    limit = "no limit" if timeout_s is None else f"{timeout_s} s"
    return f"{path}: {limit}, {retries} retries"


def get_stock(sku, *, timeout_s=None, retries=0):
    return request(f"/stock/{sku}", timeout_s=timeout_s, retries=retries)


print(get_stock("tea"))
