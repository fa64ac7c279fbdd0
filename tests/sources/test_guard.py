"""Tests of bot/sources/guard.py."""

import ipaddress

import pytest

from bot.sources.guard import AddressRefusedError, Guard, is_public

PUBLIC = ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
REFUSED = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254",
    "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0",
    "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::",
    "2002:a00:1::1", "2001:0:7f00:1::",
]  # fmt: skip


@pytest.mark.parametrize("text", PUBLIC)
def test_public_addresses_are_public(text: str) -> None:
    """Also where IPv6 carries a public IPv4 address."""
    assert is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", REFUSED)
def test_special_addresses_are_not(text: str) -> None:
    """Private, loopback, link-local, reserved, multicast, and IPv6 that carries any of these."""
    assert not is_public(ipaddress.ip_address(text))


def test_one_private_answer_spoils_them_all() -> None:
    """A name that answers with a public and a private address is refused."""
    with pytest.raises(AddressRefusedError, match=r"rebind\.example is 10\.0\.0\.1"):
        Guard().check("rebind.example", ["8.8.8.8", "10.0.0.1"])


def test_what_the_operator_allows_is_permitted() -> None:
    """By network; mapped addresses count as what they carry; the neighbours stay refused."""
    guard = Guard([ipaddress.ip_network("10.1.0.0/16"), ipaddress.ip_network("::1/128")])

    assert guard.check("in.example", ["10.1.2.3", "::1", "::ffff:10.1.2.3", "10.1.2.3"]) == [
        "10.1.2.3", "::1", "::ffff:10.1.2.3",
    ]  # fmt: skip
    with pytest.raises(AddressRefusedError):
        guard.check("out.example", ["10.2.0.1"])


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "x.localhost",
        "printer.local",
        "db.internal",
        "127.1",
        "0x7f000001",
        "2130706433",
        "[::1]",
        "10.0.0.1",
    ],
)
def test_local_hosts_are_refused_by_look_where_a_proxy_resolves(host: str) -> None:
    """A proxy resolves names out of our sight, so literals in all their forms and local names are refused."""
    with pytest.raises(AddressRefusedError):
        Guard().check_name(host)


def test_other_names_pass_the_look() -> None:
    """The proxy's own rules hold for them."""
    Guard().check_name("news.example")
    Guard().check_name("8.8.8.8")
