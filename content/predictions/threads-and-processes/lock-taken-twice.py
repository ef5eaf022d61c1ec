import threading


class Stock:
    def __init__(self):
        self.lock = threading.Lock()
        self.pieces = 3

    def take(self):
        if not self.lock.acquire(timeout=0.1):
            return "somebody else has the lock"
        self.pieces -= 1
        self.lock.release()
        return f"{self.pieces} left"

    def take_if_there(self):
        with self.lock:
            return self.take() if self.pieces else "sold out"


print(Stock().take())
print(Stock().take_if_there())
