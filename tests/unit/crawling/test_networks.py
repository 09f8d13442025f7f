from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.crawling.networks import is_loopback_host, may_connect

NEIGHBOURS = [
    "127.0.0.1",
    "127.9.9.9",
    "10.1.2.3",
    "172.31.0.1",
    "192.168.1.1",
    "::1",
    "fd00::1",
]
NEVER = [
    "0.0.0.0", "169.254.169.254", "192.0.2.1", "198.18.0.1", "203.0.113.9", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "::", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "2001::1", "2001:db8::1", "100::1",
    "100.64.0.1", "100.100.100.200", "::ffff:100.100.100.200", "fd00:ec2::254",  # where clouds keep metadata and keys
    "64:ff9b:1::1", "", "desk.example", "127.1", "0x7f000001",
]  # fmt: skip
HIDING = ["::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "::127.0.0.1", "::ffff:10.0.0.1"]
PUBLIC = [
    "93.184.215.14",
    "8.8.8.8",
    "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
    "64:ff9b::808:808",
    "::ffff:8.8.8.8",
]


@pytest.mark.parametrize("address", NEIGHBOURS + HIDING)
def test_a_private_network_is_connected_to_only_when_allowed(address):
    assert not may_connect(address)
    assert may_connect(address, allows_private=True)


@pytest.mark.parametrize("address", NEVER)
def test_special_addresses_are_never_connected_to(address):
    assert not may_connect(address)
    assert not may_connect(address, allows_private=True)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_connected_to(address):
    assert may_connect(address)


@given(st.ip_addresses())
def test_nothing_is_connected_to_that_is_not_global(address):
    """Our tables are stricter than the standard library's, never laxer."""
    if may_connect(str(address)):
        assert address.is_global or getattr(address, "ipv4_mapped", None) is not None
        assert not address.is_multicast


@pytest.mark.parametrize("host", ["localhost", "herald.localhost", "127.0.0.11", "[::1]"])
def test_names_of_this_machine_are_known(host):
    assert is_loopback_host(host)


@pytest.mark.parametrize("host", ["localhost.example", "notlocalhost", "10.0.0.1", "desk.example"])
def test_other_names_are_not_taken_for_this_machine(host):
    assert not is_loopback_host(host)
