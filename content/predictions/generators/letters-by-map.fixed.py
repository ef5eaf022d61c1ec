outbox = []


def send(address):
    outbox.append(address)
    return True


customers = ["ada@example.org", "bob@example.org"]
for address in customers:
    send(address)
print("sent:", len(outbox))
