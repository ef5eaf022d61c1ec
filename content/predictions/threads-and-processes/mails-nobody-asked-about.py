from concurrent.futures import ThreadPoolExecutor


def send(address):
    if "@" not in address:
        raise ValueError(f"no address: {address}")


try:
    with ThreadPoolExecutor() as pool:
        for address in ("ada@example.org", "ben", "cem@example.org"):
            pool.submit(send, address)
    print("all mails sent")
except ValueError as error:
    print(error)
