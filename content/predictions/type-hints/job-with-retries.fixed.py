from dataclasses import dataclass


@dataclass
class Job:
    name: str
    retries: int = 3


first, second = Job("mail"), Job("mail")
first.retries = 0

print(first == second)
print(first)
