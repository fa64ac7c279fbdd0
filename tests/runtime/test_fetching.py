"""The fetcher that the settings make: an honest name, and a rest for every host but our own machine."""

import asyncio
from ipaddress import ip_network

import pytest

from bot.runtime.fetching import HOST_GAP, open_fetcher, user_agent
from bot.settings import Behaviour, Environment, Settings
from bot.sources.fetch import Request
from tests.sources.loopback import answer, serving


@pytest.mark.parametrize("networks", [("127.0.0.0/8",), ("127.0.0.0/8", "10.0.0.0/8")])
async def test_the_settings_make_the_fetcher(networks: tuple[str, ...]) -> None:
    """Who reads his own machine alone waits for nobody; the name carries the contact, an outlet's own replaces it."""
    environment = Environment.model_construct(
        allow_private_networks=tuple(ip_network(network) for network in networks)
    )
    fetcher = open_fetcher(Settings(environment, Behaviour(contact="ops@o.example")))
    loop = asyncio.get_running_loop()
    async with serving(answer(body=b"x")) as server:
        start = loop.time()
        await fetcher.get(Request(url=server.url()))
        await fetcher.get(Request(url=server.url(), user_agent="Reader/1"))
        took = loop.time() - start
    await fetcher.close()

    assert [seen.headers["user-agent"] for seen in server.seen] == [user_agent("ops@o.example"), "Reader/1"]
    assert "ops@o.example" in user_agent("ops@o.example")
    assert (took >= HOST_GAP.total_seconds()) is (len(networks) > 1)
