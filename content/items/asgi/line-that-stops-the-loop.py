"""Which line of an async endpoint keeps all other requests of the worker waiting."""

from jobfutures.checks.families.authoring import Family, Line, Random, Variant

FAMILY = Family(
    area="G8",
    level="middle",
    title="Which line of an async endpoint stops the whole loop",
    practise=("workers-and-loops", "blocking-call-in-event-loop"),
)
BLOCKING = {
    "page = urlopen(PARTNER).read()": "`urlopen` waits in this thread, which is the thread of the loop.",
    "subprocess.run(PRINT_LABEL)": "`subprocess.run` waits in this thread until the command has ended.",
    "time.sleep(0.2)": "`time.sleep` holds the thread; nothing is awaited.",
    "image = pool.submit(render, number).result()": (
        "`submit` goes to another thread, but `.result()` waits for it in this one."
    ),
    "job = jobs.get()": "`get` of a `queue.Queue` waits in this thread until somebody puts something in.",
    "printer.acquire()": "A `threading.Lock` that somebody else holds is waited for in this thread.",
    "cleanup.join()": "`join` waits in this thread until the other one has ended.",
    "answer = requests_session.get(PARTNER)": "The client is a synchronous one: it waits in this thread.",
}
FREE = {
    "await asyncio.sleep(0.2)": "It takes as long, but it is awaited: the loop serves others meanwhile.",
    "await asyncio.to_thread(time.sleep, 0.2)": "Another thread sleeps; the loop serves others meanwhile.",
    "image = await loop.run_in_executor(pool, render, number)": "A thread of the pool renders; the loop goes on.",
    "answer = await client.get(PARTNER)": "The asynchronous client is awaited; the loop serves others meanwhile.",
    "process = await asyncio.create_subprocess_exec(*PRINT_LABEL)": (
        "The start is awaited, and nobody waits for the end."
    ),
    "asyncio.create_task(notify(number))": "The task is only scheduled here, and `notify` awaits when it runs.",
    "future = pool.submit(render, number)": "`submit` only hands the work over to another thread.",
    "tasks.add_task(send_mail, number)": (
        "A background task is only noted here; a plain function runs in a thread later."
    ),
    "audit.put(number)": "`put` on a `queue.Queue` without a limit never waits.",
    'body = json.dumps({"number": number})': "This computes for microseconds.",
    'log.info("order %s", number)': "A line that is only kept in memory takes microseconds.",
}
NAMES = ["label", "ship", "refund", "confirm", "restock", "invoice"]
SHOWN = 6
# No clock decides: a line stops the loop if what it waits for is always done before the loop serves anybody else. What
# is served while that is not done shows that the loop is free; a starved machine can hide this in one try, so a line is
# tried again with a longer wait.
PROOF = """
import asyncio, json, logging, os, queue, socket, subprocess, tempfile, threading, time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from urllib.request import urlopen
import httpx
from starlette.background import BackgroundTasks
number, tries = 812, (0.02, 0.1, 0.3)
now = SimpleNamespace(slow=0.0, done=[])
def nap(_seconds=0):
    done = now.done
    time.sleep(now.slow)
    done.append(True)
listener = socket.create_server(("127.0.0.1", 0))
PARTNER = f"http://127.0.0.1:{listener.getsockname()[1]}/"
def serve():
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection:
            connection.recv(4096)
            nap()
            connection.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\nConnection: close\\r\\n\\r\\nok")
if "PARTNER" in CODE:
    threading.Thread(target=serve, daemon=True).start()
def render(number):
    nap()
async def notify(number):
    await asyncio.sleep(now.slow)
def nap_and(then, *what):
    nap()
    then(*what)
log = logging.getLogger("memory")
log.addHandler(logging.NullHandler())
log.propagate = False
pool = ThreadPoolExecutor(4)
async def stopped(line, folder):
    now.done = []
    mark = os.path.join(folder, f"{now.slow}")
    names = dict(
        asyncio=asyncio, json=json, subprocess=subprocess, urlopen=urlopen, number=number, pool=pool, render=render,
        notify=notify, send_mail=render, log=log, PARTNER=PARTNER, time=SimpleNamespace(sleep=nap),
        loop=asyncio.get_running_loop(), audit=queue.Queue(), jobs=queue.Queue(), printer=threading.Lock(),
        tasks=BackgroundTasks(), PRINT_LABEL=["sh", "-c", 'sleep "$0"; : > "$1"', str(now.slow), mark],
        cleanup=threading.Thread(target=nap),
        client=httpx.AsyncClient(trust_env=False, verify=False) if " client." in line else None,
        requests_session=httpx.Client(trust_env=False, verify=False) if "requests_session" in line else None,
    )
    exec(f"async def step():\\n    {line}\\n    return locals()", names)
    if "jobs.get" in line:
        threading.Thread(target=nap_and, args=(names["jobs"].put, "job")).start()
    if "printer" in line:
        names["printer"].acquire()
        threading.Thread(target=nap_and, args=(names["printer"].release,)).start()
    if "cleanup" in line:
        names["cleanup"].start()
    served = names["loop"].create_future()
    step = asyncio.create_task(names["step"]())
    names["loop"].call_soon(lambda: served.set_result(bool(now.done) or os.path.exists(mark)))
    too_late = await served
    made = await step
    if "process" in made:
        await made["process"].wait()
    if names["client"]:
        await names["client"].aclose()
    if names["requests_session"]:
        names["requests_session"].close()
    return too_late
async def main():
    slow = []
    for at, line in enumerate(CODE.splitlines(), start=1):
        if line.startswith("    "):
            with tempfile.TemporaryDirectory() as folder:
                for now.slow in tries:
                    if not await stopped(line.strip(), folder):
                        break
                else:
                    slow.append(at)
    print("\\n".join(map(str, slow)))
asyncio.run(main())
pool.shutdown()
listener.close()
"""


def build(random: Random) -> Variant:
    """What waits in the thread of the loop stops everybody; what is awaited, or handed to another thread, does not."""
    stops = random.choice(list(BLOCKING))
    taken = {"image": "image", "answer": "answer"}
    name_of = stops.partition(" =")[0]
    free = [line for line in FREE if taken.get(name_of, "-") != line.partition(" =")[0]]
    lines = [stops, *random.sample(free, SHOWN - 1)]
    random.shuffle(lines)
    name = random.choice(NAMES)
    head = f'@app.post("/orders/{{number}}/{name}")\nasync def {name}(number: int, tasks: BackgroundTasks):\n'
    code = head + "\n".join(f"    {line}" for line in lines)
    first = len(head.splitlines()) + 1
    facts = {
        "pool": "`pool` is a `ThreadPoolExecutor` with free threads, `render` a plain function of 0.2 s",
        "client": "`client` is an `httpx.AsyncClient`",
        "requests_session": "`requests_session` is a `requests.Session`",
        "jobs": "`jobs` is a `queue.Queue` into which another thread puts something 0.2 s later",
        "audit": "`audit` is a `queue.Queue` without a limit",
        "log.": "`log` has a handler that only keeps its lines in memory",
        "printer": "`printer` is a `threading.Lock` that another thread holds for 0.2 s",
        "cleanup": "`cleanup` is a thread with 0.2 s of work left",
        "loop.": "`loop` is the running event loop",
        "notify": "`notify` is a coroutine function that awaits",
        "send_mail": "`send_mail` is a plain function",
        "PRINT_LABEL": "the command in `PRINT_LABEL` takes 0.2 s",
        "PARTNER": "the partner takes 0.2 s",
    }
    body = "\n".join(lines)
    told = "; ".join(text for word, text in facts.items() if word in body)
    wrong = {first + at: FREE[line] for at, line in enumerate(lines) if line != stops}
    return Variant(
        prompt=(
            "While this endpoint of a FastAPI application runs, all other requests of its worker stand still for about "
            f"0.2 s. {told[0].upper() if told[0] != '`' else '`'}{told[1:]}. Which line keeps them waiting?"
        ),
        code=code,
        answer=Line(number=first + lines.index(stops), wrong=wrong),
        why=(
            f"{BLOCKING[stops]} An endpoint with `async def` runs on the loop's only thread. What is awaited gives the "
            "thread back while it waits, and what is handed to another thread does not need it. A call that waits by "
            "itself keeps it, and nobody else is served."
        ),
        proof=f"CODE = {code!r}\n{PROOF}",
    )
