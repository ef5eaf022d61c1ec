KNOWN = {"ada@example.org", "bob@example.org"}


def is_known(email):
    email.strip().lower()
    return email in KNOWN


print(is_known("ada@example.org"), is_known(" Ada@example.org "))
