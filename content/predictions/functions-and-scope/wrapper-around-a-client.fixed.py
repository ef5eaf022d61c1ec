def request(path, *, timeout_s=10, retries=2):
    limit = "no limit" if timeout_s is None else f"{timeout_s} s"
    return f"{path}: {limit}, {retries} retries"


def get_stock(sku, **options):
    return request(f"/stock/{sku}", **{"retries": 0, **options})


print(get_stock("tea"))
