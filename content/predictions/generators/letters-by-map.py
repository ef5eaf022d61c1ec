outbox = []


def send(address):
    outbox.append(address)
    return True


customers = ["ada@example.org", "bob@example.org"]
map(send, customers)
print("sent:", len(outbox))
