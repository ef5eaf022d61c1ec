"""Which system calls a sandbox may make. `tools/seccomp.py` compiles these lists to the filters in policies/; nothing
is compiled at run time.

Anything not named answers ENOSYS, so that the C library falls back to an older call; what is known to be dangerous
answers EPERM, so that
the person sees a clear PermissionError; a foreign instruction set is killed.
"""

import platform
from functools import cache
from pathlib import Path
from typing import Literal

Policy = Literal["zygote", "slot", "landlock", "exec"]


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


POLICIES: tuple[Policy, ...] = ("zygote", "slot", "landlock", "exec")

ALLOWED = words("""
read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2 lseek close close_range open openat openat2
creat stat fstat lstat newfstatat statx access faccessat faccessat2 readlink readlinkat getdents getdents64 getcwd
chdir fchdir mkdir mkdirat rmdir unlink unlinkat rename renameat renameat2 link linkat symlink symlinkat chmod
fchmod fchmodat fchmodat2 umask utime utimes futimesat utimensat truncate ftruncate fallocate fadvise64 fsync
fdatasync sync_file_range statfs fstatfs dup dup2 dup3 pipe pipe2 fcntl eventfd eventfd2 poll ppoll select pselect6
epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait epoll_pwait2 sendfile copy_file_range mmap munmap mremap
mprotect madvise brk msync mlock munlock membarrier rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending
rt_sigtimedwait rt_sigqueueinfo rt_sigsuspend sigaltstack kill tgkill tkill pause alarm setitimer getitimer
nanosleep clock_nanosleep clock_gettime clock_getres gettimeofday time times timerfd_create timerfd_settime
timerfd_gettime futex set_robust_list get_robust_list rseq set_tid_address arch_prctl sched_yield sched_getaffinity
getcpu getpriority sched_getparam sched_getscheduler sched_get_priority_max sched_get_priority_min getpid getppid
gettid getuid geteuid getgid getegid getresuid getresgid getgroups getpgrp getpgid getsid setpgid setsid getrlimit
getrusage sysinfo uname getrandom exit exit_group wait4 waitid restart_syscall capget pidfd_open pidfd_send_signal
socketpair sendto recvfrom sendmsg recvmsg sendmmsg recvmmsg shutdown getsockname getpeername getsockopt setsockopt
""")
# Only where the sandbox has a network of its own, which reaches nobody.
ALLOWED_IN_OWN_NETWORK = ("bind", "listen", "accept", "accept4", "connect")
EXECUTING = ("execve", "execveat", "vfork", "fork")
DANGEROUS = words("""
ptrace process_vm_readv process_vm_writev kcmp pidfd_getfd process_madvise process_mrelease mount umount2 pivot_root
chroot mount_setattr move_mount open_tree fsopen fsconfig fsmount fspick setns unshare bpf perf_event_open
userfaultfd keyctl add_key request_key io_uring_setup io_uring_enter io_uring_register personality kexec_load
kexec_file_load init_module finit_module delete_module reboot swapon swapoff acct quotactl quotactl_fd
open_by_handle_at name_to_handle_at fanotify_init fanotify_mark inotify_init inotify_init1 inotify_add_watch
memfd_create memfd_secret mincore cachestat syslog vmsplice splice tee flock sched_setaffinity sched_setscheduler
sched_setparam sched_setattr setpriority ioprio_set sethostname setdomainname settimeofday clock_settime adjtimex
clock_adjtime shmget shmat shmctl shmdt semget semop semctl semtimedop msgget msgsnd msgrcv msgctl mq_open mq_unlink
mq_timedsend mq_timedreceive mq_notify setuid setgid setreuid setregid setresuid setresgid setgroups setfsuid
setfsgid capset mbind set_mempolicy migrate_pages move_pages modify_ldt ioperm iopl vhangup lookup_dcookie mknod
mknodat timer_create seccomp landlock_create_ruleset mlockall mlock2 pkey_alloc chown fchown lchown fchownat
""")
# A zygote still builds namespaces, so it is refused by name what it never needs.
REFUSED_TO_ZYGOTES = words("""
ptrace process_vm_readv process_vm_writev kcmp bpf perf_event_open userfaultfd keyctl add_key request_key
io_uring_setup io_uring_enter io_uring_register kexec_load kexec_file_load init_module finit_module delete_module
reboot swapon swapoff acct quotactl open_by_handle_at fanotify_init syslog settimeofday clock_settime adjtimex
clock_adjtime personality ioperm iopl modify_ldt migrate_pages move_pages lookup_dcookie pidfd_getfd
""")
TERMINAL_READS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)  # TCGETS TIOCGWINSZ FIONREAD FIONBIO FIONCLEX FIOCLEX
PROCESS_CONTROLS = (15, 16, 3)  # PR_SET_NAME PR_GET_NAME PR_GET_DUMPABLE
NEW_NAMESPACES, THREAD = 0x7E020080, 0x00010000  # flags of clone
UNIX, INET, INET6, PACKET, ALG, VSOCK = 1, 2, 10, 17, 38, 40  # families of socket
STREAM, DATAGRAM = 1, 2

FOLDER = Path(__file__).parent / "policies"


def filter_file(policy: Policy, machine: str) -> Path:
    return FOLDER / f"{policy}-{machine}.bpf"


@cache
def compiled(policy: Policy) -> bytes:
    """Return the filter for this machine. Raises FileNotFoundError where none was compiled for its kind."""
    return filter_file(policy, platform.machine()).read_bytes()
