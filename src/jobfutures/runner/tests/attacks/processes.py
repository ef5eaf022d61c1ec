"""Attacks on processes, credentials and files."""

from jobfutures.runner.tests.attacks import ANY, Attack

ATTACKS = [
    Attack("fork", "attempt(os.fork, 'fork')"),
    Attack("fork by vfork and clone", "call(58, what='vfork'); call(56, 17, 0, 0, 0, 0, what='clone')"),
    Attack("start a program", "attempt(lambda: os.execv('/usr/bin/env', ['env']), 'exec')"),
    Attack(
        "start a program by subprocess",
        "import subprocess; attempt(lambda: subprocess.run(['/usr/bin/env']).returncode, 'subprocess')",
    ),
    Attack("posix_spawn", "attempt(lambda: os.posix_spawn('/usr/bin/env', ['env'], {}), 'spawn')"),
    Attack(
        "multiprocessing",
        "import multiprocessing as m; attempt(lambda: m.get_context('fork').Process(target=print).start(), 'process')",
    ),
    Attack(
        "kill its parent and everybody",
        """
for pid in [os.getppid(), *range(2, 400)]:
    if pid > 1:
        try: os.kill(pid, 9); got(f"killed {pid}")
        except OSError: pass""",
    ),
    Attack("kill all", "attempt(lambda: os.kill(-1, 9), 'kill -1')", ANY),
    Attack("ptrace", "call(101, 16, 1, 0, 0, what='attach'); call(101, 0, 0, 0, 0, what='traceme')"),
    Attack("read another's memory", "call(310, 1, 0, 0, 0, 0, 0, what='process_vm_readv')"),
    Attack("take another's descriptor", "p = libc.syscall(434, 1, 0); call(438, p, 0, 0, what='pidfd_getfd')"),
    Attack(
        "dump core",
        "import resource\ntry: resource.setrlimit(resource.RLIMIT_CORE, (-1, -1))\nexcept (ValueError, OSError): pass\nctypes.string_at(0)",
        ("crashed",),
    ),
    Attack("abort", "os.abort()", ("crashed",)),
    Attack("choose its CPU", "attempt(lambda: os.sched_setaffinity(0, {0}), 'affinity')"),
    Attack(
        "become more important",
        "attempt(lambda: os.nice(-5), 'nice'); attempt(lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1)), 'fifo')",
    ),
    Attack(
        "become root",
        "attempt(lambda: os.setuid(0), 'setuid'); attempt(lambda: os.setresuid(0, 0, 0), 'setresuid'); attempt(lambda: os.setgroups([0]), 'groups')",
    ),
    Attack(
        "capabilities",
        "header = ctypes.create_string_buffer((0x20080522).to_bytes(4, 'little') + bytes(4)); call(126, header, ctypes.create_string_buffer(b'\\xff' * 24), what='capset')",
    ),
    Attack(
        "read the host's secrets",
        """
for place in ("/etc/shadow", "/etc/passwd", "/home", "/var", "/root", "/proc/1/environ", "/proc/self/environ", "/box/../root", "{secret}"):
    attempt(lambda: os.listdir(place) if os.path.isdir(place) else open(place).read(), place)""",
    ),
    Attack(
        "secrets in the environment",
        "found = [name for name in os.environ if 'SECRET' in name or 'KEY' in name or 'TOKEN' in name or 'JOBFUTURES' in name]\nif found: got(found)",
    ),
    Attack(
        "secrets in the interpreter's memory",
        "import gc\nfound = [o for o in gc.get_objects() if isinstance(o, dict) and any(isinstance(k, str) and k.startswith('JOBFUTURES_') for k in list(o))]\nif found: got('settings')",
    ),
    Attack(
        "the site's own code and content",
        "attempt(lambda: __import__('jobfutures.config.settings'), 'settings'); attempt(lambda: __import__('jobfutures.exercises.content'), 'exercises')",
    ),
    Attack(
        "processes in /proc",
        "attempt(lambda: os.listdir('/proc'), '/proc'); attempt(lambda: open('/proc/1/mem', 'rb'), 'mem'); attempt(lambda: open('/proc/sys/kernel/core_pattern', 'w'), 'core_pattern')",
    ),
    Attack(
        "control groups and /sys",
        "attempt(lambda: os.listdir('/sys'), '/sys'); attempt(lambda: open('/sys/fs/cgroup/cgroup.procs', 'w'), 'cgroup')",
    ),
    Attack(
        "devices",
        """
for device in ("/dev/kvm", "/dev/mem", "/dev/sda", "/dev/vda", "/dev/fuse", "/dev/kmsg", "/dev/tty", "/dev/ptmx", "/dev/console"):
    attempt(lambda: os.open(device, os.O_RDWR), device)
attempt(lambda: os.mknod('/tmp/n', 0o600 | 0o020000, os.makedev(1, 1)), 'mknod')""",
    ),
    Attack(
        "write to the interpreter",
        """
import sysconfig
for place in (sysconfig.get_path('stdlib') + '/os.py', sysconfig.get_path('purelib') + '/x.pth', '/usr/bin/x', '/etc/x', '/x', '/template/x'):
    attempt(lambda: open(place, 'a').close(), place)""",
    ),
    Attack(
        "write to the interpreter through a link",
        "import sysconfig; os.symlink(sysconfig.get_path('stdlib'), '/tmp/lib'); attempt(lambda: open('/tmp/lib/os.py', 'a').close(), 'link')",
    ),
    Attack(
        "a set-uid program of its own",
        "open('/tmp/e', 'wb').write(b'#!/bin/sh\\n'); attempt(lambda: os.chmod('/tmp/e', 0o4755) or os.execv('/tmp/e', ['e']), 'set-uid')",
    ),
    Attack("a program in memory", "call(319, b'x', 0, what='memfd_create')"),
    Attack(
        "mount",
        "call(165, b'none', b'/tmp', b'tmpfs', 0, 0, what='mount'); call(166, b'/proc', 2, what='umount'); call(428, -100, b'/', 1, what='open_tree'); call(430, b'tmpfs', 0, what='fsopen')",
    ),
    Attack(
        "another root", "attempt(lambda: os.chroot('/tmp'), 'chroot'); call(155, b'/tmp', b'/tmp', what='pivot_root')"
    ),
    Attack(
        "namespaces inside",
        """
for name in ("NEWUSER", "NEWNS", "NEWNET", "NEWPID", "NEWIPC", "NEWUTS", "NEWCGROUP"):
    attempt(lambda: os.unshare(getattr(os, "CLONE_" + name)), name)
call(56, 0x10000000 | 17, 0, 0, 0, 0, what="clone"); call(435, bytes(88), 88, what="clone3")""",
    ),
    Attack("join a namespace", "attempt(lambda: os.setns(os.pidfd_open(1), os.CLONE_NEWNS), 'setns')"),
    Attack(
        "hunt for open descriptors",
        "found = []\nfor number in range(3, 1024):\n    try: os.fstat(number); found.append(number)\n    except OSError: pass\nif found: got(found)",
    ),
    Attack("standard input", "if sys.stdin is not None and os.read(0, 10): got('input')\nif os.isatty(0): got('tty')"),
    Attack(
        "escape by a deep path",
        "os.makedirs('/box/' + 'd/' * 200); os.chdir('/box/' + 'd/' * 200)\nattempt(lambda: open('../' * 300 + 'root/.profile').read(), 'path')",
    ),
    Attack(
        "a pipe in place of a file",
        "os.mkfifo('/box/result.json'); os.remove('/box/main.py'); os.mkfifo('/box/main.py')",
        ("failed",),
    ),
    Attack("names with line ends", "open('/box/a\\n..b', 'w').write('x'); open('/box/' + 'n' * 255, 'w').write('x')"),
    Attack(
        "hide from the end",
        "import atexit, signal\natexit.register(lambda: [None for _ in iter(int, 1)])",
        ("time", "cpu", "memory", "ok"),
    ),
    Attack("end by every exit", "import _thread; _thread.interrupt_main(); raise SystemExit('bye')", ("failed", "ok")),
]
