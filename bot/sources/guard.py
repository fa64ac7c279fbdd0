"""Which addresses may be connected to, and a transport that connects to nothing else.

A name is resolved once and the connection goes to the address that was checked, so that a second DNS answer
cannot slip in between (DNS rebinding). What is done with a response is `fetch.py`'s matter.
"""

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import AsyncIterator, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import httpcore
import httpx
from httpcore import AsyncNetworkBackend, AsyncNetworkStream

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

#: The next address of a host is tried after this long, the first connection wins (RFC 8305 section 5).
ATTEMPT_DELAY = 0.25
_MAX_ADDRESSES = 6
_RESOLVERS = 32
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
#: Names that only a local resolver or a proxy could mean.
_LOCAL_NAMES = ("localhost", ".localhost", ".local", ".internal", ".lan", ".home.arpa")


class AddressRefusedError(httpcore.ConnectError):
    """The host is, or resolves to, an address that is not public and not allowed; the argument names it."""


class NameUnknownError(httpcore.ConnectError):
    """The host's name does not resolve; the argument is what the resolver said."""


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public internet (IANA special-purpose registries, RFC 6890).

    IPv6 forms that carry an IPv4 address (mapped, 6to4, Teredo, NAT64) are judged by both.
    """
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id is not None or address.is_site_local:
            return False
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if not all(is_public(inner) for inner in _carried(address)):
            return False
        if address in _NAT64:
            return True
    return address.is_global and not address.is_multicast and not address.is_reserved


def _carried(address: ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    carried = [address.sixtofour] if address.sixtofour else []
    carried += list(address.teredo) if address.teredo else []
    # NAT64 carries the IPv4 address in its last 32 bits; so do the deprecated IPv4-compatible addresses.
    if address in _NAT64 or int(address) >> 32 == 0:
        carried.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return carried


class Guard:
    """Decides about addresses: public ones, and those the operator allows."""

    def __init__(self, allow: Sequence[Network] = ()) -> None:
        self._allow = tuple(allow)

    def permits(self, address: Address) -> bool:
        """Whether a connection to this address may be made."""
        inner = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
        judged = inner or address
        return any(judged.version == net.version and judged in net for net in self._allow) or is_public(
            address
        )

    def check(self, host: str, answers: Iterable[str]) -> list[str]:
        """The addresses to connect to; raises unless every one is permitted."""
        addresses = list(dict.fromkeys(answers))
        for text in addresses:
            if not self.permits(ipaddress.ip_address(text)):
                raise AddressRefusedError(
                    f"{host} is {text}, which is not a public address; ALLOW_PRIVATE_NETWORKS={text} allows it"
                )
        return addresses[:_MAX_ADDRESSES]

    def check_name(self, host: str) -> None:
        """Raises for a host that is local by its look alone, where a proxy resolves names out of our sight."""
        bare = host.strip("[]").rstrip(".").lower()
        if bare.endswith(_LOCAL_NAMES) and not self._allow:
            raise AddressRefusedError(
                f"{host} is a local name; ALLOW_PRIVATE_NETWORKS with its network, as 10.0.0.0/8, allows it"
            )
        try:
            literal = socket.inet_ntoa(socket.inet_aton(bare)) if ":" not in bare else bare
            address = ipaddress.ip_address(literal)
        except (OSError, ValueError):
            return
        self.check(host, [str(address)])


class GuardedBackend(AsyncNetworkBackend):
    """httpcore's network, behind the guard: resolves once, checks all, connects to what was checked."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._network = httpcore.AnyIOBackend()
        # An own executor: resolvers that hang must not use up the threads that everybody shares.
        self._resolvers = ThreadPoolExecutor(_RESOLVERS, thread_name_prefix="resolver")

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  # httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> AsyncNetworkStream:
        """A connection to the first checked address that answers."""
        addresses = self._guard.check(host, await self._resolved(host, port))
        options = list(socket_options or ())

        async def connect(address: str) -> AsyncNetworkStream:
            return await self._network.connect_tcp(address, port, timeout, local_address, options)

        if len(addresses) == 1:
            return await connect(addresses[0])
        return await _first(asyncio.ensure_future(_delayed(connect, a, i)) for i, a in enumerate(addresses))

    async def sleep(self, seconds: float) -> None:
        """As httpcore asks for it."""
        await asyncio.sleep(seconds)

    def close(self) -> None:
        """Lets go of the resolver threads."""
        self._resolvers.shutdown(wait=False, cancel_futures=True)

    async def _resolved(self, host: str, port: int) -> list[str]:
        loop = asyncio.get_running_loop()
        try:
            answers = await loop.run_in_executor(self._resolvers, _look_up, host, port)
        except (socket.gaierror, UnicodeError) as error:
            raise NameUnknownError(f"{host}: {error}") from None
        if not answers:
            raise NameUnknownError(f"{host}: no address")
        return answers


def _look_up(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    return [str(sockaddr[0]) for *_, sockaddr in found]


async def _delayed(connect: Any, address: str, turn: int) -> AsyncNetworkStream:
    await asyncio.sleep(turn * ATTEMPT_DELAY)
    stream: AsyncNetworkStream = await connect(address)
    return stream


async def _first(attempts: Iterable["asyncio.Future[AsyncNetworkStream]"]) -> AsyncNetworkStream:
    """The first connection that stands; the others are called off, and closed where they came too late."""
    pending = set(attempts)
    winner: AsyncNetworkStream | None = None
    failure: BaseException | None = None
    try:
        while pending and winner is None:
            done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
            for attempt in done:
                if attempt.exception() is not None:
                    failure = attempt.exception()
                elif winner is None:
                    winner = attempt.result()
                else:
                    await attempt.result().aclose()
    finally:
        for attempt in pending:
            attempt.cancel()
        for outcome in await asyncio.gather(*pending, return_exceptions=True):
            if isinstance(outcome, AsyncNetworkStream):
                await outcome.aclose()
    if winner is None:
        raise failure or httpcore.ConnectError("no address answered")
    return winner


class GuardedTransport(httpx.AsyncBaseTransport):
    """httpx's way to the network through the guard, one connection per request.

    httpcore looks through every pooled connection on each request, so none are kept (encode/httpcore #1035);
    polling at minutes would find them closed anyway. Its exceptions are httpcore's, not httpx's.
    """

    def __init__(self, guard: Guard, *, proxy: str | None = None, max_connections: int = 200) -> None:
        self._guard = guard
        self._proxied = proxy is not None
        self._backend = GuardedBackend(guard)
        limits: dict[str, Any] = {
            "ssl_context": _tls(),
            "max_connections": max_connections,
            "max_keepalive_connections": 0,
        }
        self._pool: httpcore.AsyncConnectionPool
        if proxy is None:
            self._pool = httpcore.AsyncConnectionPool(network_backend=self._backend, **limits)
        else:
            self._pool = _through(proxy, limits)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """One request to one host; redirects are followed above, so that each hop comes through here."""
        if self._proxied:
            self._guard.check_name(request.url.host)
        response = await self._pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=await request.aread(),
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            status_code=response.status,
            headers=response.headers,
            stream=_Body(response.stream),
            extensions=response.extensions,
        )

    async def aclose(self) -> None:
        """Closes connections and resolver threads."""
        await self._pool.aclose()
        self._backend.close()


@cache
def _tls() -> ssl.SSLContext:
    """Made once for all fetchers of a process: reading the certificates takes 30 ms and 1 MB."""
    return httpx.create_ssl_context(trust_env=False)


def _through(proxy: str, limits: dict[str, Any]) -> httpcore.AsyncConnectionPool:
    address = httpx.URL(proxy)
    bare = str(address.copy_with(username=None, password=None))
    auth = (address.username, address.password) if address.username else None
    return httpcore.AsyncHTTPProxy(bare, proxy_auth=auth, **limits)


class _Body(httpx.AsyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._stream:
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()
