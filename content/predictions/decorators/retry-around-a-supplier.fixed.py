def retry(function):
    def wrapper(*args):
        for attempt in (1, 2, 3):
            try:
                return function(*args)
            except ConnectionError:
                print("attempt", attempt, "failed")
                if attempt == 3:
                    raise

    return wrapper


@retry
def stock(sku):
    raise ConnectionError("supplier is down")


try:
    print("in stock:", stock("tea"))
except ConnectionError as error:
    print("503:", error)
