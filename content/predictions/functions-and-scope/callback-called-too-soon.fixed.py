from functools import partial

after_commit = []


def send_receipt(number):
    print("receipt for", number)


def place_order(number):
    after_commit.append(partial(send_receipt, number))
    print("saved", number)


place_order("A-1")
for callback in after_commit:
    callback()
