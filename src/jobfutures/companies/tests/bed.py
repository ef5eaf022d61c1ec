"""Name servers on loopback that answer as they are told: a resolver, and servers that are asked by public addresses."""

import socket
import struct
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.query
import dns.rcode
import dns.rdatatype
import dns.resolver
import dns.rrset

from jobfutures.kit.tests.web_bed import Listener, private_listener

SLOW_S = 3.0
LONG = 1200  # bytes of text that do not fit into one packet here


@dataclass
class NameServer:
    """One server. records: (name, type) -> texts.  manner: good, lame (not its zone), refuses, fails, silent, slow,
    garbage, other_id, truncates (says over UDP that the rest comes over TCP).  is_authority: sets AA.
    """

    port: int
    records: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    manner: str = "good"
    is_authority: bool = True
    asked: list[tuple[str, str, str]] = field(default_factory=list)

    def answer(self, packet: bytes, way: str) -> bytes | None:
        question = dns.message.from_wire(packet)
        name, kind = question.question[0].name, dns.rdatatype.to_text(question.question[0].rdtype)
        plain = name.to_text(omit_final_dot=True).lower()
        self.asked.append((way, plain, kind))
        if self.manner == "slow":
            time.sleep(SLOW_S)
        if self.manner in {"silent", "slow"}:
            return None
        if self.manner == "garbage":
            return b"\0\1garbage"
        found = dns.message.make_response(question)
        if self.manner in {"refuses", "fails"}:
            found.set_rcode(dns.rcode.REFUSED if self.manner == "refuses" else dns.rcode.SERVFAIL)
            return found.to_wire()
        if self.manner == "other_id":
            found.id = (found.id + 1) % 65536
        if self.is_authority and self.manner != "lame":
            found.flags |= dns.flags.AA
        if self.manner == "lame":
            return found.to_wire()
        if self.manner == "truncates" and way == "udp":
            found.flags |= dns.flags.TC
            return found.to_wire()
        self.fill(found, plain, kind)
        return found.to_wire(max_size=65535)

    def fill(self, found: dns.message.Message, plain: str, kind: str) -> None:
        """Put the records into an answer; an alias is followed where this server knows its target."""
        for _ in range(5):
            alias = self.records.get((plain, "CNAME"))
            if not alias or kind == "CNAME":
                break
            found.answer.append(dns.rrset.from_text(f"{plain}.", 60, "IN", "CNAME", f"{alias[0]}."))
            plain = alias[0]
        texts = self.records.get((plain, kind))
        if texts:
            written = [f"{one}." if kind == "NS" else one for one in texts]
            found.answer.append(dns.rrset.from_text_list(f"{plain}.", 60, "IN", kind, written))
        elif not any(name == plain or name.endswith(f".{plain}") for name, _kind in self.records):
            found.set_rcode(dns.rcode.NXDOMAIN)


@contextmanager
def name_server(*, is_authority: bool = True) -> Iterator[NameServer]:
    tcp = socket.create_server(("127.0.0.1", 0))
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.bind(("127.0.0.1", tcp.getsockname()[1]))
    found = NameServer(tcp.getsockname()[1], is_authority=is_authority)

    def by_packets() -> None:
        with suppress(OSError):
            while True:
                packet, where = udp.recvfrom(4096)
                if packet == b"end":
                    return
                with suppress(dns.exception.DNSException):
                    said = found.answer(packet, "udp")
                    if said:
                        udp.sendto(said, where)

    def by_connections() -> None:
        with suppress(OSError):
            while True:
                line, _where = tcp.accept()
                with suppress(OSError, dns.exception.DNSException, struct.error), line:
                    (length,) = struct.unpack("!H", line.recv(2))
                    said = found.answer(line.recv(length), "tcp")
                    if said:
                        line.sendall(struct.pack("!H", len(said)) + said)

    threads = [threading.Thread(target=one, daemon=True) for one in (by_packets, by_connections)]
    for one in threads:
        one.start()
    try:
        yield found
    finally:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ending:
            ending.sendto(b"end", udp.getsockname())
        tcp.shutdown(socket.SHUT_RDWR)
        for one in threads:
            one.join()
        tcp.close()
        udp.close()


@dataclass
class Bed:
    """The DNS of a small world. servers: by the public address under which the resolver knows them."""

    recursive: NameServer
    listener: Listener
    servers: dict[str, NameServer]

    @property
    def where(self) -> str:
        return f"127.0.0.1:{self.recursive.port}"

    def resolver(self) -> dns.resolver.Resolver:
        found = dns.resolver.Resolver(configure=False)
        found.nameservers, found.port = ["127.0.0.1"], self.recursive.port
        return found

    def ask(self, question: dns.message.Message, address: str, seconds: float) -> dns.message.Message:
        """Ask as `ask_server` does; what is not the address of a server here leads into the private network."""
        server = self.servers.get(address)
        port = server.port if server else self.listener.port
        return dns.query.udp_with_fallback(question, "127.0.0.1", timeout=seconds, port=port)[0]

    def delegate(self, zone: str, addresses: Iterable[str]) -> None:
        """Let the resolver say that these addresses answer for a zone."""
        listed = list(addresses)
        names = [f"ns{number}.{zone}" for number, _address in enumerate(listed, 1)]
        self.recursive.records[zone, "NS"] = names
        for name, address in zip(names, listed, strict=True):
            for kind in ("A", "AAAA"):
                self.recursive.records.pop((name, kind), None)
            self.recursive.records[name, "AAAA" if ":" in address else "A"] = [address]

    def put(self, name: str, *texts: str, kind: str = "TXT", on: Iterable[str] | None = None) -> None:
        """Put records on servers, by address; all of them and the resolver if nothing is said."""
        written = [one if kind == "CNAME" else quoted(one) for one in texts]
        chosen = [self.servers[one] for one in on] if on is not None else [*self.servers.values(), self.recursive]
        for server in chosen:
            server.records[name, kind] = written

    def touched(self) -> list[str]:
        return self.listener.touched


def quoted(text: str) -> str:
    """Return a text as a zone file has it: in parts of at most 255 bytes."""
    parts = [text[at : at + 255] for at in range(0, len(text), 255)] or [""]
    return " ".join('"' + part.replace("\\", "\\\\").replace('"', '\\"') + '"' for part in parts)


FIRST, SECOND = "93.184.215.53", "93.184.216.53"


@contextmanager
def bed(zone: str = "acme.example") -> Iterator[Bed]:
    """Begin a resolver and two servers that answer for a zone."""
    with ExitStack() as stack:
        recursive = stack.enter_context(name_server(is_authority=False))
        servers = {address: stack.enter_context(name_server()) for address in (FIRST, SECOND)}
        found = Bed(recursive, stack.enter_context(private_listener()), servers)
        found.delegate(zone, servers)
        yield found
