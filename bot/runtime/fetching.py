"""The fetcher as the settings want it. It stands apart from app.py, so that commands without a database load none."""

from datetime import timedelta

from bot import __version__
from bot.settings import Settings
from bot.sources.fetch import Fetcher

#: Between two requests to one host.
HOST_GAP = timedelta(seconds=0.5)


def open_fetcher(settings: Settings) -> Fetcher:
    """A fetcher under our name, through the proxy and into the networks that the operator allows; close it."""
    environment = settings.environment
    networks = environment.allow_private_networks
    # A machine that reads itself, as the demo does, needs no rest.
    alone = bool(networks) and all(network.is_loopback for network in networks)
    return Fetcher(
        user_agent=user_agent(settings.behaviour.contact),
        allow=networks,
        proxy=settings.proxy,
        host_gap=0.0 if alone else HOST_GAP.total_seconds(),
    )


def user_agent(contact: str) -> str:
    """An honest User-Agent with a way to reach the operator."""
    return f"Khabar/{__version__} (news alert bot; {contact or 'contact not set'})"
