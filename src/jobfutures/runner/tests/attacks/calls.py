"""Attacks on the kernel's surface and on the network, and between two runs."""

from jobfutures.runner.tests.attacks import ANY, Attack

REFUSED_CALLS = {
    "bpf": "321, 0, 0, 0", "keyctl": "250, 0, -3, 0, 0, 0", "add_key": "248, b'user', b'a', b'b', 1, -3", "request_key": "249, b'user', b'a', 0, 0",
    "io_uring_setup": "425, 8, ctypes.create_string_buffer(120)", "perf_event_open": "298, ctypes.create_string_buffer(128), 0, -1, -1, 0",
    "userfaultfd": "323, 0", "open_by_handle_at": "304, -100, 0, 0",
    "name_to_handle_at": "303, -100, b'/', ctypes.create_string_buffer(128), ctypes.create_string_buffer(8), 0",
    "kexec_load": "246, 0, 0, 0, 0", "inotify_init": "294, 0", "fanotify_init": "300, 0, 0", "shmget": "29, 1234, 4096, 0o1600",
    "semget": "64, 1234, 1, 0o1600", "msgget": "68, 1234, 0o1600", "mq_open": "240, b'x', 0o102, 0o600, 0",
    "syslog": "103, 3, ctypes.create_string_buffer(100), 100", "quotactl": "179, 0x80000100, b'/', 0, 0", "swapon": "167, b'/tmp/x', 0",
    "modify_ldt": "154, 0, 0, 0", "mincore": "27, id(object()) & ~4095, 4096, ctypes.create_string_buffer(2)",
    "cachestat": "451, 0, ctypes.create_string_buffer(16), ctypes.create_string_buffer(40), 0", "personality": "135, 0x0040000",
    "init_module": "175, 0, 0, b''", "reboot": "169, 0xfee1dead, 672274793, 0, 0", "settimeofday": "164, ctypes.create_string_buffer(16), 0",
    "acct": "163, 0", "vhangup": "153,", "splice": "275, 0, 0, 1, 0, 10, 0", "tee": "276, 0, 1, 10, 0", "vmsplice": "278, 1, 0, 0, 0",
    "memfd_secret": "447, 0", "pkey_alloc": "330, 0, 0", "seccomp": "317, 1, 0, 0", "landlock": "444, 0, 0, 1", "process_madvise": "440, 0, 0, 0, 0, 0",
    "ioprio_set": "251, 1, 0, 0x2001", "setpriority": "141, 0, 0, -20", "sethostname": "170, b'x', 1", "flock": "73, 0, 2", "kcmp": "312, 1, 1, 0, 0, 0",
    "move_mount": "429, -100, b'/', -100, b'/tmp', 0", "mount_setattr": "442, -100, b'/', 0, 0, 0", "unshare by number": "272, 0x10000000",
}  # fmt: skip
FAMILIES = {
    "netlink": (16, 2),
    "packet": (17, 3),
    "alg": (38, 5),
    "vsock": (40, 1),
    "bluetooth": (31, 3),
    "xdp": (44, 3),
    "raw": (2, 3),
}
SOCKET = "import socket; attempt(lambda: socket.socket({}, {}), {!r})"

ATTACKS = [
    *(Attack(f"system call {name}", f"call({arguments.rstrip(',')}, what={name!r})") for name, arguments in REFUSED_CALLS.items()),
    *(Attack(f"socket {name}", SOCKET.format(family, kind, name)) for name, (family, kind) in FAMILIES.items()),
    Attack("system call of another machine type", """
import mmap
m = mmap.mmap(-1, 4096, prot=7); m.write(bytes.fromhex("b814000000cd80c3"))
f = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(m))); got(f())""", ("crashed",)),
    Attack("system call of the x32 kind", "call(0x40000027, what='x32 getpid')", ("crashed",)),
    Attack("type into the terminal", "import fcntl\nfor place in (0, 1, 2): attempt(lambda: fcntl.ioctl(place, 0x5412, b'x'), 'TIOCSTI')"),
    Attack("ask a pipe for its size", "import fcntl; attempt(lambda: fcntl.ioctl(1, 0x5403, bytes(60)), 'TCSETSW')"),
    Attack("the host's loopback", "import socket; attempt(lambda: socket.create_connection(('127.0.0.1', {port}), 1), 'loopback')"),
    Attack("the internet and the metadata address", "import socket\nfor host in ('1.1.1.1', '169.254.169.254', '::ffff:8.8.8.8'): attempt(lambda: socket.create_connection((host, 80), 1), host)"),
    Attack("names of the internet", "import socket; attempt(lambda: socket.getaddrinfo('example.com', 80), 'dns')"),
    Attack("datagrams outside", "import socket; s = socket.socket(2, 2); attempt(lambda: s.sendto(b'x', ('8.8.8.8', 53)), 'udp')"),
    Attack("the host's abstract sockets", "import socket; s = socket.socket(socket.AF_UNIX); attempt(lambda: s.connect('\\0jobfutures-attack'), 'abstract')"),
    Attack("the host's sockets by path", "import socket; s = socket.socket(socket.AF_UNIX)\nfor place in ('/tmp/attack.sock', '/run/docker.sock', '/run/dbus/system_bus_socket', '{socket}'): attempt(lambda: s.connect(place), place)"),
    Attack("leave files behind", "for place in ('/tmp', '/box', '/dev/shm'): open(place + '/left-behind', 'w').write('x')"),
    Attack("poison modules for the next", "import json, sqlite3, django.http\njson.loads = lambda *a, **k: 'poison'; django.http.HttpResponse = None; sqlite3.connect = None"),
    Attack("lock a shared file", "import fcntl; f = open('/usr/bin/env', 'rb'); attempt(lambda: fcntl.flock(f, fcntl.LOCK_EX | fcntl.LOCK_NB), 'flock')"),
    Attack("change a shared clock", "import time; attempt(lambda: time.clock_settime(time.CLOCK_REALTIME, 0), 'clock')"),
    Attack("patch the exit", "os._exit = lambda *a: None; sys.exit = lambda *a: None", ANY),
    Attack("patch the runner's own module", "import jobfutures.runner.inside.program as p; p.flush_streams = None; p.exit_code = None", ANY),
]  # fmt: skip
