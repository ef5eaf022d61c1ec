"""Attacks that want more than their share: memory, files, time, output, descriptors."""

from jobfutures.runner.tests.attacks import ANY, Attack

STOPPED = ("time", "cpu")
ATTACKS = [
    Attack(
        "five thousand threads",
        """
import threading, time
count = 0
try:
    for _ in range(5000): threading.Thread(target=time.sleep, args=(9,), daemon=True).start(); count += 1
    got("threads")
except RuntimeError: print("held at", count)
if count > 64: got("too many threads")
os._exit(0)""",
    ),
    Attack("four gigabytes at once", "attempt(lambda: len(bytearray(4 << 30)), '4 GiB')"),
    Attack(
        "memory drop by drop",
        """
held = []
try:
    while len(held) < 3000: held.append(os.urandom(1 << 20))
    got("3 GB")
except MemoryError: del held""",
        ("ok", "memory", "time", "cpu"),
    ),
    Attack(
        "shared anonymous memory",
        """
import mmap
held = []
try:
    while len(held) < 3000: held.append(mmap.mmap(-1, 1 << 20)); held[-1].write(b"y" * (1 << 20))
    got("3 GB shared")
except (OSError, MemoryError): pass""",
        ("ok", "memory", "time"),
    ),
    Attack(
        "fill every writable folder",
        """
total = 0
for place in ("/tmp", "/box", "/dev/shm"):
    number = 0
    try:
        while total < 600: open(f"{place}/f{number}", "wb").write(b"z" * (1 << 20)); number += 1; total += 1
    except OSError as error: print(place, number, error.errno)
if total >= 100: got(f"{total} MiB written")""",
        ("ok", "memory", "time"),
    ),
    Attack(
        "two hundred thousand files",
        """
number = 0
try:
    while number < 200000: os.close(os.open(f"/tmp/i{number}", os.O_CREAT)); number += 1
    got("files")
except OSError: print(number)
if number > 4096: got("too many files")""",
        ("ok", "memory", "time"),
    ),
    Attack("a file of a terabyte", "f = open('/tmp/s', 'wb'); attempt(lambda: f.truncate(1 << 40), '1 TB')"),
    Attack(
        "descriptors",
        """
held = []
try:
    while len(held) < 100000: held.append(os.open("/dev/null", 0))
    got("descriptors")
except OSError: print(len(held))
if len(held) > 64: got("too many")""",
    ),
    Attack(
        "pipes",
        """
held = []
try:
    while len(held) < 5000: held.append(os.pipe())
    got("pipes")
except OSError: print(len(held))""",
    ),
    Attack(
        "socket buffers",
        """
import socket
held = []
try:
    while len(held) < 5000:
        one, other = socket.socketpair(); one.setblocking(False); held += [one, other]
        one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 30)
        try: one.send(b"x" * (1 << 22))
        except OSError: pass
    got("socket pairs")
except OSError: print(len(held))""",
    ),
    Attack("flood of output", "while True: os.write(1, b'A' * 65536)", ("output",)),
    Attack("flood of errors", "while True: os.write(2, b'B' * 65536)", ("output",)),
    Attack("ten thousand tiny writes", "for _ in range(10000): os.write(1, b'.')"),
    Attack("endless loop", "while True: pass", STOPPED),
    Attack(
        "sleep that ignores every signal",
        """
import signal, time
for number in range(1, 32):
    try: signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError): pass
while True: time.sleep(60)""",
        ("time",),
    ),
    Attack(
        "loop that ignores the CPU limit's signal",
        """
import signal
signal.signal(signal.SIGXCPU, signal.SIG_IGN)
while True: pass""",
        STOPPED,
    ),
    Attack("catastrophic pattern", "import re; re.match(r'(a+)+$', 'a' * 40 + 'b')", STOPPED),
    Attack("giant number", "x = 10 ** 10_000_000; x * x; str(x)", ("failed", "time", "cpu", "memory")),
    Attack(
        "recursion without a limit",
        "sys.setrecursionlimit(10 ** 9)\ndef f(n): return f(n + 1)\nf(0)",
        ("failed", "crashed", "time", "memory"),
    ),
    Attack(
        "inflate a gigabyte",
        """
import zlib
packer = zlib.compressobj(9)
packed = b"".join(packer.compress(bytes(1 << 24)) for _ in range(64)) + packer.flush()
attempt(lambda: len(zlib.decompress(packed)), "1 GiB")""",
        ("ok", "memory", "cpu", "time"),
    ),
    Attack(
        "every byte and bidi in output",
        "print('\\x1b[2J' + '\\u202e' * 1000 + chr(0) * 100); sys.stdout.flush(); os.write(1, bytes(range(256)))",
    ),
    Attack(
        "raise its own limits",
        """
import resource
for kind in (resource.RLIMIT_AS, resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE, resource.RLIMIT_CPU, resource.RLIMIT_NPROC, resource.RLIMIT_CORE):
    attempt(lambda: resource.setrlimit(kind, (resource.RLIM_INFINITY,) * 2), f"limit {kind}")""",
    ),
    Attack(
        "race to raise limits in threads",
        """
import resource, threading
def race():
    for _ in range(200):
        try: resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096)); got("limit")
        except (ValueError, OSError): pass
threads = [threading.Thread(target=race) for _ in range(4)]
[one.start() for one in threads]; [one.join() for one in threads]""",
    ),
    Attack("kernel timers", "for _ in range(9): call(222, 0, 0, ctypes.create_string_buffer(8), what='timer_create')"),
    Attack(
        "timer descriptors",
        """
held = 0
try:
    while held < 5000: held += 1; os.timerfd_create(1)
    got("timers")
except OSError: print(held)""",
    ),
    Attack(
        "deadline scheduling",
        "call(314, 0, ctypes.create_string_buffer((48).to_bytes(4, 'little') + (6).to_bytes(4, 'little') + bytes(40)), 0, what='sched_setattr')",
    ),
    Attack(
        "lock memory",
        "import mmap; m = mmap.mmap(-1, 1 << 20); call(149, ctypes.c_void_p(ctypes.addressof(ctypes.c_char.from_buffer(m))), 1 << 20, what='mlock')",
    ),
    Attack(
        "end while writing",
        "import threading\ndef w():\n    while True: print('x' * 1000)\nthreading.Thread(target=w, daemon=True).start()\nos._exit(0)",
        ("ok", "output"),
    ),
    Attack(
        "threads with giant stacks",
        """
import threading, time
threading.stack_size(1 << 28)
try:
    for _ in range(4): threading.Thread(target=time.sleep, args=(9,), daemon=True).start()
    got("1 GiB of stacks")
except (RuntimeError, MemoryError): print("held")
os._exit(0)""",
    ),
    Attack("close every descriptor", "os.closerange(0, 1024)", ANY),
    Attack(
        "garbage collector never runs",
        "import gc; gc.disable()\nwhile True: x = []; x.append(x)",
        ("time", "cpu", "memory", "failed"),
    ),
]
