"""Functions: the starter's `total` forgets negative numbers. Each cheat is a whole module."""

STARTER = "def total(values):\n    return sum(v for v in values if v > 0)\n"
SOLUTION = "def total(values):\n    return sum(values)\n"
CHECKS = """
from grading import check
for number in range(6):
    def body(run):
        values = [run.random.randrange(-1000, 1000) for _ in range(20)]
        run.same(run.call("total", values), sum(values), "total")
    body.__name__ = f"case_{number}"
    check(requirement="total", title="adds up")(body)
"""
CHEATS = {
    "return an object that equals all": "class T(int):\n    def __eq__(s, o): return True\ndef total(values): return T(1)",
    "return true": "def total(values): return True",
    "return the text": "def total(values): return str(sum(values))",
    "return a float": "def total(values): return float(sum(values))",
    "return not a number": "def total(values): return float('nan')",
    "return a list": "def total(values): return [sum(values)]",
    "return half the time": "n = [0]\ndef total(values):\n    n[0] += 1\n    return sum(values) if n[0] % 2 else 0",
    "send two results": "import json, os, struct\ndef total(values):\n    for i in range(99):\n        b = json.dumps({'id': i, 'result': 0}).encode(); os.write(3, struct.pack('>I', len(b)) + b)\n    return 0",
    "send a verdict as a result": "def total(values): return {'check': 'case_0', 'ok': True}",
    "send a callback that nobody has": "import json, os, struct\ndef total(values):\n    b = json.dumps({'callback': 1, 'name': '__class__', 'args': []}).encode(); os.write(3, struct.pack('>I', len(b)) + b)\n    return 0",
    "seed the random numbers": "import random\nrandom.seed(1)\ndef total(values):\n    r = random.Random(); return sum(r.randrange(-1000, 1000) for _ in range(20))",
    "end in the call": "import os\ndef total(values): os._exit(0)",
    "raise what the grader catches": "def total(values): raise StopIteration('ok')",
    "a generator of everything": "def total(values):\n    yield sum(values)",
    "sleep through it": "import time\ndef total(values): time.sleep(60)",
    "a giant answer": "def total(values): return 'x' * (9 << 20)",
    "a deep answer": "import os, struct\ndef total(values):\n    b = b'{\"id\": 1, \"result\": ' + b'[' * 200000 + b']' * 200000 + b'}'; os.write(3, struct.pack('>I', len(b)) + b)",
    "no frame at all": "import os\ndef total(values): os.write(3, b'\\xff\\xff\\xff\\xff')",
    "not JSON": "import os, struct\ndef total(values): os.write(3, struct.pack('>I', 3) + b'xyz')",
    "results of the wrong shape": "import json, os, struct\ndef total(values):\n    b = json.dumps([1, 2]).encode(); os.write(3, struct.pack('>I', len(b)) + b)",
}
