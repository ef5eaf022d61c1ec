def limit(times):
    left = times

    def decorate(function):
        def wrapper():
            nonlocal left
            if left == 0:
                return "429"
            left -= 1
            return function()

        return wrapper

    return decorate


limited = limit(2)
search = limited(lambda: "search")
export = limited(lambda: "export")
print(search(), search(), export())
