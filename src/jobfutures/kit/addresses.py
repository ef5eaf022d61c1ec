"""Which addresses belong to the public network. The list is explicit: `is_global` of Python alone lets NAT64, 6to4,
multicast and relays through (IANA's special-purpose registries, read in November 2026).
"""

from ipaddress import ip_address, ip_network

REFUSED_V4 = [
    ip_network(one)
    for one in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
]  # fmt: skip
GIVEN_OUT_V6 = ip_network("2000::/3")  # nothing outside it is public: mapped, NAT64, ULA, link-local, multicast
REFUSED_V6 = [
    ip_network(one)
    for one in (
        "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
    )
]  # fmt: skip


def is_public(address: str) -> bool:
    """Tell whether an address, as text, may be talked to. What is no address is not public."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if found.version == 4:
        return found.is_global and not any(found in network for network in REFUSED_V4)
    return found.is_global and found in GIVEN_OUT_V6 and not any(found in network for network in REFUSED_V6)
