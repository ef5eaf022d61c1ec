import json

BODY = '[{"cents": 900, "discount": 100}, {"cents": 500}, {"cents": 700, "discount": null}]'


def payable(line):
    discount = line.get("discount") or 0
    return line["cents"] - discount


lines = json.loads(BODY)
total = sum(payable(line) for line in lines)
print(total)
