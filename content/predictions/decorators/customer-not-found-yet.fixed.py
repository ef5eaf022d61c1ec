customers = {}
found = {}


def find_customer(email):
    if email not in found and email in customers:
        found[email] = customers[email]
    return found.get(email)


print(find_customer("ada@example.org"))
customers["ada@example.org"] = "Ada"
customers["bob@example.org"] = "Bob"
print(find_customer("ada@example.org"))
print(find_customer("bob@example.org"))
