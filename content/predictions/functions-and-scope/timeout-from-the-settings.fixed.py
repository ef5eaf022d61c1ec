TIMEOUT_S = 5


def fetch(path, timeout_s=None):
    return f"{path} within {TIMEOUT_S if timeout_s is None else timeout_s} s"


def fetch_all(*paths):
    return [f"{path} within {TIMEOUT_S} s" for path in paths]


TIMEOUT_S = 30  # read from the environment later in the start-up
print(fetch("/stock"))
print(fetch_all("/stock"))
