"""One POST behind the guard, with a deadline; what comes of it is a value. What is sent, and when again, is decided in
alerts/webhook.py."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import httpx

from bot.alerts.webhook import Answer
from bot.sources.fetch import failure_of
from bot.sources.fetched import FailureReason, retry_after
from bot.sources.guard import Guard, GuardedTransport, Network

#: Seconds for the whole of it; the Standard Webhooks specification wants 15 to 30.
TIMEOUT = 20.0
_REASON = 200


class Poster:
    """Posts; one per process, closed at the end. It follows no redirects and reads no more of an answer than its head."""

    def __init__(
        self,
        *,
        user_agent: str,
        allow: Sequence[Network] = (),
        proxy: str | None = None,
        timeout: float = TIMEOUT,
    ) -> None:
        """`timeout` is in seconds."""
        self._timeout = timeout
        self._client = httpx.AsyncClient(
            transport=GuardedTransport(Guard(allow), proxy=proxy, max_connections=20),
            trust_env=False,
            timeout=httpx.Timeout(timeout),
            follow_redirects=False,
            headers={"User-Agent": user_agent, "Connection": "close"},
        )

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """The answer, or why there is none."""
        try:
            async with asyncio.timeout(self._timeout):
                request = self._client.build_request(
                    "POST", url, content=body, headers={"Content-Type": "application/json", **headers}
                )
                response = await self._client.send(request, stream=True)
                await response.aclose()
        except (httpx.InvalidURL, UnicodeError, ValueError) as error:
            return Answer(0, f"no address that can be asked: {error}"[:_REASON])
        except Exception as error:  # noqa: BLE001  # what is no fault of the network is raised again
            failure = failure_of(error, self._timeout, 0)
            return Answer(
                0, failure.detail[:_REASON], private=failure.reason is FailureReason.PRIVATE_ADDRESS
            )
        now = datetime.now(UTC)
        at = retry_after(response.headers, now)
        return Answer(response.status_code, f"HTTP {response.status_code}", at)

    async def close(self) -> None:
        """Closes every connection."""
        await self._client.aclose()
