class SupplierDown(Exception):
    pass


def ask(sku):
    raise TimeoutError("no answer within 2 s")


def stock(sku):
    try:
        return ask(sku)
    except OSError as error:
        raise SupplierDown(sku) from error


try:
    print(stock("tea"))
except TimeoutError:
    print("try again later")
