"""The admin page over a whole application in this process: one outlet, one story that was told, and a browser's part."""

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import httpx

from bot.model import Role
from bot.runtime.lab.links import MACHINE, link_for
from bot.runtime.lab.page import PageBackstage
from bot.web.server import application
from tests.journeys.outlets import Outlet
from tests.journeys.telling import SUMMARY, TITLE
from tests.runtime.worlds import Desk, desk

ORIGIN = "http://127.0.0.1:8080"
PUBLIC = "https://khabar.example"
OWNER = 4711


@dataclass(slots=True)
class PageWorld:
    """The application, its outlet, and the page's backstage."""

    desk: Desk
    backstage: PageBackstage

    @contextmanager
    def public(self) -> Iterator[None]:
        """While this is open there is a PUBLIC_URL."""
        world = self.desk.app.world
        before = world.settings
        environment = before.environment.model_copy(update={"public_url": PUBLIC})
        world.settings = replace(before, environment=environment)
        yield
        world.settings = before

    async def link(self, user: int = MACHINE, role: Role = Role.OWNER) -> str:
        """The path of a fresh one-time link."""
        async with self.desk.app.world.db.write() as conn:
            return await link_for(conn, user, role, self.desk.clock.now())

    def browser(self, *, peer: str = "127.0.0.1", origin: str = "") -> "Browser":
        """A browser that keeps cookies, at this machine or elsewhere."""
        origin = origin or self.backstage.public_url or ORIGIN
        transport = httpx.ASGITransport(
            app=application(self.desk.app.health, backstage=self.backstage), client=(peer, 50000)
        )
        return Browser(httpx.AsyncClient(transport=transport, base_url=origin), origin)

    async def signed_in(self, user: int = MACHINE, role: Role = Role.OWNER) -> "Browser":
        """A browser with a session."""
        browser = self.browser()
        answer = await browser.send("/sign-in", {"link": (await self.link(user, role)).rpartition("/")[2]})
        assert answer.status_code == 303, answer.text
        return browser


@dataclass(slots=True)
class Browser:
    """Asks as browsers ask."""

    http: httpx.AsyncClient
    origin: str
    headers: Mapping[str, str] = field(default_factory=dict)

    async def get(self, path: str, **headers: str) -> httpx.Response:
        """A page; redirects are not followed."""
        return await self.http.get(path, headers={**self.headers, **headers})

    async def send(self, path: str, form: Mapping[str, str], **headers: str) -> httpx.Response:
        """A form, from a page of ours unless the headers say otherwise."""
        own = {"origin": self.origin, "sec-fetch-site": "same-origin"}
        return await self.http.post(path, data=dict(form), headers={**own, **self.headers, **headers})

    async def csrf(self) -> str:
        """What the forms of this session carry."""
        found = re.search(r'name="csrf" value="([0-9a-f]{64})"', (await self.get("/")).text)
        assert found is not None
        return found[1]

    async def do(self, path: str, **form: str) -> httpx.Response:
        """A form of this session."""
        return await self.send(path, {"csrf": await self.csrf(), **form})


@asynccontextmanager
async def page_world(directory: Path, *, name: str = "Mada Masr") -> AsyncIterator[PageWorld]:
    """A world without PUBLIC_URL in which one story was told to one reader."""
    outlet = Outlet("mada", name)
    async with desk(directory, outlet, owners=[OWNER]) as room:
        room.publish(outlet, f"{TITLE} \u202egnp.exe", SUMMARY, age=timedelta(minutes=3))
        await room.pass_time(timedelta(minutes=10))
        yield PageWorld(room, PageBackstage(room.app.world, room.app.health))
