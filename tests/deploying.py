"""What the tests of `deploy/` need: a certificate, and a process under the profile of system calls that we ship.

python -m tests.deploying PROFILE    says which walls the runner gets under it, as a user who is nobody special
"""

import ctypes
import errno
import json
import os
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyseccomp
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from jobfutures.runner.tier import probe

NOBODY = 65534
BPF = {"x86_64": 321, "aarch64": 280}
PR_SET_NO_NEW_PRIVS = 38


def self_signed(folder: Path) -> Path:
    """Write a key and a certificate for it into one file, as balancers want it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "jobs.example.org")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(1))
    file = folder / "site.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    return file


def confine(profile: dict[str, Any]) -> None:
    """Become nobody, without a way back, and put the profile on: what an engine does for a container."""
    libc = ctypes.CDLL(None, use_errno=True)
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    found = pyseccomp.SyscallFilter(defaction=pyseccomp.ALLOW)
    for rule in profile["syscalls"]:
        for name in rule["names"]:
            with suppress(ValueError, OSError):  # a call that this machine does not know
                found.add_rule(pyseccomp.ERRNO(errno.EPERM), name)
    found.load()


def main() -> None:
    confine(json.loads(Path(sys.argv[1]).read_text()))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall(BPF[os.uname().machine], 0, 0, 0)
    refused = ctypes.get_errno()
    sys.stdout.write(json.dumps({"tier": probe().tier.value, "bpf": refused}))


if __name__ == "__main__":
    main()
