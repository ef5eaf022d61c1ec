import functools


def logged(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        print("start", function.__name__)
        function(*args, **kwargs)
        print("end", function.__name__)

    return wrapper


@logged
def total(cents):
    return sum(cents)


print(total([300, 200]))
