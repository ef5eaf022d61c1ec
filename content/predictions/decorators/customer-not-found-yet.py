from functools import cache

customers = {}


@cache
def find_customer(email):
    return customers.get(email)


print(find_customer("ada@example.org"))
customers["ada@example.org"] = "Ada"
customers["bob@example.org"] = "Bob"
print(find_customer("ada@example.org"))
print(find_customer("bob@example.org"))
