"""Which network addresses may be connected to: the public internet, and private networks only when allowed.

An address that looks public to `ipaddress.is_global` may still end at home (`64:ff9b::7f00:1`, `2002:7f00:1::`), so
the tables are our own (IANA special-purpose registries, 2024) and addresses that carry another are unwrapped.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_PUBLIC_V6 = ip_network("2000::/3")
_PRIVATE = tuple(
    map(
        ip_network,
        (
            *("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),
            *("::1/128", "fc00::/7"),
        ),
    )
)
"""Loopback and private networks: a setting opens them. Where clouds keep metadata and keys nothing opens."""
_OF_CLOUDS = tuple(map(ip_network, ("100.64.0.0/10", "fd00:ec2::/32")))
"""Amazon's fd00:ec2::254 stands among private addresses; providers use 100.64/10 for the same (100.100.100.200). The
link-local ones are among the special networks."""
_SPECIAL = tuple(
    map(
        ip_network,
        (
            *(
                "0.0.0.0/8",
                "169.254.0.0/16",
                "192.0.0.0/24",
                "192.0.2.0/24",
                "192.31.196.0/24",
                "192.52.193.0/24",
            ),
            *("192.88.99.0/24", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
            *("224.0.0.0/4", "240.0.0.0/4"),
            *("2001::/23", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20"),
        ),
    )
)
_NAT64 = ip_network("64:ff9b::/96")
_COMPATIBLE = ip_network("::/96")


def may_connect(address: str, *, allows_private: bool = False) -> bool:
    """Return whether a connection to this literal IP address may be opened."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    carried = _carried(parsed)
    if carried is not None:
        return _may_connect(carried, allows_private=allows_private)
    return _may_connect(parsed, allows_private=allows_private)


def is_loopback_host(host: str) -> bool:
    """Return whether a host name or literal means this machine (RFC 6761 for `localhost`)."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _carried(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address inside a mapped, translated, 6to4 or compatible one."""
    if isinstance(address, IPv4Address):
        return None
    if address.ipv4_mapped is not None or address.sixtofour is not None:
        return address.ipv4_mapped or address.sixtofour
    if address in _NAT64 or (address in _COMPATIBLE and int(address) > 1):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def _may_connect(address: IPv4Address | IPv6Address, *, allows_private: bool) -> bool:
    if any(address in network for network in _OF_CLOUDS):
        return False
    if any(address in network for network in _PRIVATE):
        return allows_private
    if isinstance(address, IPv6Address) and address not in _PUBLIC_V6:
        return False
    return not any(address in network for network in _SPECIAL)
