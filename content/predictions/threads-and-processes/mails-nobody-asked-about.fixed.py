from concurrent.futures import ThreadPoolExecutor


def send(address):
    if "@" not in address:
        raise ValueError(f"no address: {address}")


try:
    with ThreadPoolExecutor() as pool:
        sending = [pool.submit(send, address) for address in ("ada@example.org", "ben", "cem@example.org")]
    for future in sending:
        future.result()
    print("all mails sent")
except ValueError as error:
    print(error)
