"""Close an authorisation hole (FastAPI): the starter passes 3 of 6 checks. Each cheat is the starter plus a trick."""

STARTER = """
from fastapi import FastAPI, Header, HTTPException
app = FastAPI()
ORDERS = {1: {"id": 1, "owner": "ana", "total": 10}, 2: {"id": 2, "owner": "ben", "total": 20}}
@app.get("/orders/{number}")
def order(number: int, x_user: str = Header("")):
    found = ORDERS.get(number)
    if found is None:
        raise HTTPException(404)
    return found
"""
SOLUTION = STARTER.replace("if found is None:", 'if found is None or found["owner"] != x_user:')
CHECKS = """
from grading import check
CASES = [("/orders/1", "ana", 200, 10), ("/orders/2", "ana", 404, None), ("/orders/2", "ben", 200, 20), ("/orders/1", "ben", 404, None),
         ("/orders/9", "ana", 404, None), ("/orders/1", "", 404, None)]
for number, (path, user, status, total) in enumerate(CASES):
    def body(run, path=path, user=user, status=status, total=total):
        answer = run.http().get(path, headers={"x-user": user})
        run.same(answer.status, status, "status")
        if total is not None:
            run.same(answer.json()["total"], total, "total")
    body.__name__ = f"case_{number}"
    check(requirement="access", title=path)(body)
"""
LINE = '{"check": "case_%d", "requirement": "access", "title": "", "ok": true, "why": "", "measured": {}}\n'
FORGED = repr("".join(LINE % number for number in range(6)).encode() + b'{"done": 6}\n')

CHEATS = {
    "end with success while importing": "import os; os._exit(0)",
    "raise SystemExit(0)": "raise SystemExit(0)",
    "print the result line": f"import os; os.write(1, {FORGED}); os._exit(0)",
    "write results to every descriptor": f"import os\nfor place in range(64):\n    try: os.write(place, {FORGED})\n    except OSError: pass",
    "write results to every descriptor later": f"import os, threading, time\ndef later():\n    time.sleep(.02)\n    for place in range(1, 64):\n        try: os.write(place, {FORGED})\n        except OSError: pass\nthreading.Thread(target=later, daemon=True).start()",
    "patch pytest's reports": "import _pytest.reports as r\nr.TestReport.passed = property(lambda s: True)",
    "patch the checks module": "import jobfutures.runner.inside.checks as c\nc.same = lambda a, b: True\nc.Run.expect = lambda *a: None\nc.Run.same = lambda *a: None",
    "patch the grader's client": "import jobfutures.runner.inside.http_client as h\nh.Answer.status = property(lambda s: 200)",
    "import the hidden checks": "import hidden",
    "read the hidden checks": "import glob\nfor p in glob.glob('/**/hidden*.py', recursive=True) + glob.glob('/box/**', recursive=True): exec(open(p).read()) if 'hidden' in p else None",
    "hunt for the cases in memory": "import gc\nCASES = [o for o in gc.get_objects() if isinstance(o, tuple) and len(o) == 4 and isinstance(o[0], str) and o[0].startswith('/orders/')]\nfrom fastapi import Response\n@app.middleware('http')\nasync def m(request, call_next):\n    for path, user, status, total in CASES:\n        if path == request.url.path and user == request.headers.get('x-user', ''): return Response('{\"total\": %s}' % total, status)\n    return await call_next(request)",
    "look at all frames": "import sys\nfrom fastapi import Response\n@app.middleware('http')\nasync def m(request, call_next):\n    for frame in sys._current_frames().values():\n        while frame:\n            if 'status' in frame.f_locals and 'total' in frame.f_locals: return Response('{\"total\": %s}' % frame.f_locals['total'], frame.f_locals['status'])\n            frame = frame.f_back\n    return await call_next(request)",
    "answer by order": "N = [0]\nfrom fastapi import Response\n@app.middleware('http')\nasync def m(request, call_next):\n    i = N[0] % 6; N[0] += 1\n    return Response('{\"total\": %d}' % [10, 0, 20, 0, 0, 0][i], [200, 404, 200, 404, 404, 404][i])",
    "always 404": "from fastapi import Response\n@app.middleware('http')\nasync def m(request, call_next): return Response(status_code=404)",
    "always 200": "from fastapi import Response\n@app.middleware('http')\nasync def m(request, call_next): return Response('{\"total\": 10}', 200)",
    "a body that claims to equal everything": "from fastapi import Response\n@app.middleware('http')\nasync def m(request, call_next): return Response('{\"total\": true}', 200)",
    "total as a text": "ORDERS[1]['total'] = '10'; ORDERS[2]['total'] = '20'",
    "total as a float": "ORDERS[1]['total'] = 10.0; ORDERS[2]['total'] = 20.0",
    "two answers to one request": "from fastapi import Response\n@app.middleware('http')\nasync def m(request, call_next):\n    import os; os.write(3, b'HTTP/1.1 200 OK\\r\\ncontent-length: 13\\r\\n\\r\\n{\"total\": 10}')\n    return await call_next(request)",
    "answers before the questions": "import os\nos.write(3, b'HTTP/1.1 404 Not Found\\r\\ncontent-length: 0\\r\\n\\r\\n' * 6)",
    "atexit rewrites": f"import atexit, os\natexit.register(lambda: os.write(1, {FORGED}))\nos._exit = lambda code: None",
    "kill the grader": "import os, signal\nfor pid in range(1, 5000):\n    try: os.kill(pid, signal.SIGKILL) if pid != os.getpid() else None\n    except OSError: pass",
    "make every comparison true": "class T(dict):\n    def __eq__(s, o): return True\n    def __getitem__(s, k): return T()\nORDERS[1] = T(ORDERS[1])",
    "status 200.0": "from fastapi import Response\n@app.middleware('http')\nasync def m(request, call_next):\n    r = await call_next(request); r.status_code = 200; return r",
    "redirect to the right answer": "from fastapi.responses import RedirectResponse\n@app.middleware('http')\nasync def m(request, call_next): return RedirectResponse('/orders/1')",
    "guess by user agent": "from fastapi import Response\n@app.middleware('http')\nasync def m(request, call_next): return await call_next(request) if 'Mozilla' in request.headers.get('user-agent', '') else Response('{\"total\": 10}')",
}
