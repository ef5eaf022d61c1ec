"""A web server on loopback that stands in for the internet, and a listener that stands in for a private network."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PUBLIC = "93.184.215.14"
BEGIN, END = datetime(2020, 1, 1, tzinfo=UTC), datetime(2049, 1, 1, tzinfo=UTC)
type Answer = bytes | Callable[[ssl.SSLSocket], None]


def reply(body: bytes, status: str = "200 OK", *headers: str) -> bytes:
    """Return a whole answer, as it goes over the line."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Content-Type: text/plain", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def drip(line: ssl.SSLSocket) -> None:
    """Send one byte of a header at a time, each in time, and never end."""
    with suppress(OSError):
        for letter in "HTTP/1.1 200 OK\r\nX-Slow: " + "x" * 200:
            line.sendall(letter.encode())
            time.sleep(0.05)


@dataclass
class Listener:
    """A service of a private network. touched: connections and packets that reached it; none may."""

    tcp: socket.socket
    udp: socket.socket
    touched: list[str] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(self.tcp.getsockname()[1])


@contextmanager
def private_listener() -> Iterator[Listener]:
    tcp = socket.create_server(("127.0.0.1", 0))
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.bind(("127.0.0.1", tcp.getsockname()[1]))
    found = Listener(tcp, udp)

    def accept() -> None:
        with suppress(OSError):
            while True:
                tcp.accept()[0].close()
                found.touched.append("tcp")

    def receive() -> None:
        with suppress(OSError):
            while True:
                if udp.recvfrom(4096)[0] == b"end":
                    return
                found.touched.append("udp")

    threads = [threading.Thread(target=one, daemon=True) for one in (accept, receive)]
    for one in threads:
        one.start()
    yield found
    udp.sendto(b"end", udp.getsockname())
    tcp.shutdown(socket.SHUT_RDWR)
    for one in threads:
        one.join()
    tcp.close()
    udp.close()


@dataclass
class Web:
    """hosts: what name resolves to what.  answer: what the server sends.  names: the SNI and Host it was asked with."""

    port: int
    trust: ssl.SSLContext
    listener: Listener
    hosts: dict[str, list[str]] = field(default_factory=dict)
    answer: Answer = b""
    names: list[tuple[str, str]] = field(default_factory=list)
    resolved: int = 0
    connected: list[tuple[str, int]] = field(default_factory=list)

    def resolve(self, host: str, seconds: float) -> list[str]:
        self.resolved += 1
        if host not in self.hosts:
            raise OSError("no such name")
        return self.hosts[host]

    def connect(self, address: str, port: int, seconds: float) -> socket.socket:
        """Open a real connection: the public address leads to the server, every other one to the private listener."""
        self.connected.append((address, port))
        to = self.port if address == PUBLIC else self.listener.port
        return socket.create_connection(("127.0.0.1", to), timeout=seconds)


@lru_cache(maxsize=1)
def authority() -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    return signed("Test authority", None, is_authority=True)


def signed(
    name: str,
    by: tuple[ec.EllipticCurvePrivateKey, x509.Certificate] | None,
    *,
    is_authority: bool = False,
    until: datetime = END,
) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by[1].subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGIN)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    signer = by[0] if by else key
    made = made.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
    ).add_extension(
        x509.KeyUsage(
            digital_signature=True, content_commitment=False, key_encipherment=False, data_encipherment=False,
            key_agreement=False, key_cert_sign=is_authority, crl_sign=is_authority, encipher_only=False,
            decipher_only=False,
        ),
        critical=True,
    )  # fmt: skip
    if not is_authority:
        made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    return key, made.sign(signer, hashes.SHA256())


def serving_context(folder: Path, host: str, *, kind: str) -> ssl.SSLContext:
    """Return what a server shows. kind: good, expired or unknown (signed by nobody)."""
    until = BEGIN + timedelta(days=1) if kind == "expired" else END
    key, certificate = signed(host, None if kind == "unknown" else authority(), until=until)
    file = folder / f"{kind}.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    found = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    found.load_cert_chain(file)
    return found


@contextmanager
def web(folder: Path, host: str = "acme.example", *, kind: str = "good") -> Iterator[Web]:
    context = serving_context(folder, host, kind=kind)
    trust = ssl.create_default_context()
    trust.load_verify_locations(cadata=authority()[1].public_bytes(serialization.Encoding.PEM).decode())
    server = socket.create_server(("127.0.0.1", 0))
    with private_listener() as listener:
        found = Web(server.getsockname()[1], trust, listener, {host: [PUBLIC]})
        asked: list[str] = []
        context.sni_callback = lambda _line, name, _context: asked.append(str(name))

        def serve() -> None:
            with suppress(OSError):
                while True:
                    plain, _address = server.accept()
                    with suppress(OSError, IndexError), plain, context.wrap_socket(plain, server_side=True) as line:
                        head = line.recv(65536).decode()
                        names = [one[6:] for one in head.split("\r\n") if one.startswith("Host: ")]
                        found.names.append((asked[-1], names[0]))
                        if callable(found.answer):
                            found.answer(line)
                        else:
                            line.sendall(found.answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield found
        server.shutdown(socket.SHUT_RDWR)
        thread.join()
        server.close()
