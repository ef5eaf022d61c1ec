import json

stored = {}


def remember(key, value):
    stored[key] = json.dumps(value)


def recall(key):
    return json.loads(stored[key])


remember("prices", {7: 990, 8: 450})
prices = {int(number): cents for number, cents in recall("prices").items()}
print(len(prices))
print(prices[7])
