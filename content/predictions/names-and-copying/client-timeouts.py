DEFAULTS = {"connect": 2, "read": 10}


def client_timeouts(overrides):
    timeouts = DEFAULTS.update(overrides)
    return timeouts


def open_client(timeouts):
    print("connect within", timeouts["connect"])
    return timeouts


chosen = client_timeouts({"read": 30})
open_client(chosen)
