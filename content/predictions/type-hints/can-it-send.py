from typing import Protocol, runtime_checkable


@runtime_checkable
class Sender(Protocol):
    def send(self, to: str, text: str) -> bool: ...


class Mail:
    def send(self, to, text):
        return True


class Radio:
    def send(self):
        return True


class Settings:
    send = "smtp://localhost"


print([isinstance(one, Sender) for one in (Mail(), Radio(), Settings())])
