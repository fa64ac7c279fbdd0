"""python -m bot webhooks: addresses to which alerts are posted, for those who do not use Telegram."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cli.problems import WRONG, tell
from bot.cli.transaction import in_transaction
from bot.model import DocumentKind
from bot.runtime.webhooks import WebhookAddressError, add_webhook
from bot.settings import Settings
from bot.storage import audit, documents, webhooks


def add(url: str, watchlists: Sequence[str]) -> int:
    """A new endpoint for some watchlists, or for all; returns the exit code."""

    async def action(conn: AsyncConnection, _: Settings, now: datetime) -> int:
        known = {one.id for one in await documents.published(conn, DocumentKind.WATCHLIST)}
        if unknown := sorted({*watchlists} - known):
            tell([f"There is no watchlist {', '.join(unknown)} in the database."])
            return WRONG
        try:
            number, secret = await add_webhook(conn, url, list(watchlists), now)
        except WebhookAddressError as error:
            tell([f"{url}: {error}"])
            return WRONG
        await audit.note(conn, "", "webhook added", f"webhook:{number}", now)
        print(f"Webhook {number}. Its secret, which is not shown again: {secret}")
        return 0

    return in_transaction(action)


def show() -> int:
    """Print every endpoint with what was posted; returns the exit code."""

    async def action(conn: AsyncConnection, _: Settings, __: datetime) -> int:
        found = await webhooks.all(conn)
        for hook in found:
            counts = await webhooks.counts(conn, hook.id)
            said = ", ".join(f"{number} {state}" for state, number in sorted(counts.items())) or "nothing yet"
            wanted = ", ".join(hook.watchlists) or "all watchlists"
            reason = f" ({hook.reason})" if hook.reason else ""
            print(f"{hook.id}  {hook.state}{reason}  {hook.url}  {wanted}  {said}")
        if not found:
            print("There is no webhook. `webhooks add URL` makes one.")
        return 0

    return in_transaction(action)


def remove(number: int) -> int:
    """Forget an endpoint; returns the exit code."""

    async def action(conn: AsyncConnection, _: Settings, now: datetime) -> int:
        if not await webhooks.remove(conn, number):
            tell([f"There is no webhook {number}."])
            return WRONG
        await audit.note(conn, "", "webhook removed", f"webhook:{number}", now)
        print(f"Webhook {number} is removed.")
        return 0

    return in_transaction(action)


def resume(number: int) -> int:
    """Begin again with an endpoint that had ended; returns the exit code."""

    async def action(conn: AsyncConnection, _: Settings, now: datetime) -> int:
        if not await webhooks.resume(conn, number):
            tell([f"There is no webhook {number}."])
            return WRONG
        await audit.note(conn, "", "webhook resumed", f"webhook:{number}", now)
        print(f"Webhook {number} gets what happens from now on.")
        return 0

    return in_transaction(action)
