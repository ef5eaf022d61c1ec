import functools


def report_errors(function):
    @functools.wraps(function)
    def wrapper(*args):
        try:
            return function(*args)
        except ValueError as error:
            print("reported:", error)
            return []

    return wrapper


@report_errors
def cents(texts):
    for text in texts:
        yield int(text)


print(sum(cents(["450", "n/a"])))
