"""Asks the DNS. Which resolver: the machine's own, or the one that JOBFUTURES_DNS names."""

from functools import lru_cache
from time import monotonic

import dns.exception
import dns.resolver
from django.conf import settings

ADDRESS_TYPES = ("A", "AAAA")


@lru_cache(maxsize=4)
def resolver_at(where: str) -> dns.resolver.Resolver:
    """Return a resolver that asks `host:port`, or the machine's own for an empty text. It keeps no answers."""
    if not where:
        return dns.resolver.Resolver()
    found = dns.resolver.Resolver(configure=False)
    address, _colon, port = where.rpartition(":")
    found.nameservers, found.port = [address.strip("[]")], int(port)
    return found


def usual_resolver() -> dns.resolver.Resolver:
    return resolver_at(settings.DNS)


def addresses_of(host: str, seconds: float) -> list[str]:
    """Return all addresses of a host. Raises TimeoutError, and OSError where there are none."""
    return addresses_by(usual_resolver(), host, seconds)


def addresses_by(resolver: dns.resolver.Resolver, host: str, seconds: float) -> list[str]:
    until = monotonic() + seconds
    found: list[str] = []
    for kind in ADDRESS_TYPES:
        try:
            lifetime = max(0.05, until - monotonic())
            answer = resolver.resolve(host, kind, lifetime=lifetime, search=False, raise_on_no_answer=False)
        except dns.exception.Timeout:
            raise TimeoutError from None
        except dns.exception.DNSException as error:
            raise OSError(str(error)) from None
        found += [str(one) for one in answer.rrset or ()]
    return found
