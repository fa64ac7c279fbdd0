"""An admin's correction or retraction of an alert, carried out by the desk: new content, and a fan-out to all who got it."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.content import ruled
from bot.alerts.plan import Telling, TellingKind, plan
from bot.model import Earlier, Ruling
from bot.runtime.leases import Post
from bot.runtime.tellings import packed
from bot.runtime.world import World
from bot.storage import alerts, corrections, events, fanout, stories
from bot.storage.events import Event
from bot.storage.words import CorrectionState


async def carry_out(world: World, event: Event, now: datetime) -> None:
    """Do what the event's correction says, or what holds after it was taken back."""
    async with world.leases[Post.DESK].write() as conn:
        if not await events.done(conn, event.seq, now):
            return
        row = (await alerts.get(conn, [int(event.payload["alert"])])).get(int(event.payload["alert"]))
        if row is None:
            return
        ruling, text = await _in_force(conn, row.id)
        story = await stories.get(conn, row.story)
        state = story.state if story else row.content.state
        content = ruled(row.content, ruling, text, state=state, now=now)
        telling = plan(
            row.content, content, rules={}, now=now, max_age=world.settings.behaviour.max_age, quiet=row.quiet
        )
        revision = await alerts.revise(
            conn, row.id, content, now, telling=telling.kind, reason="; ".join(telling.reasons)
        )
        await fanout.open(conn, row.id, revision, packed(telling), now)
    world.tell("ruling", id=row.id, revision=revision, ruling=ruling, _content=content, _telling=telling)
    world.nudge("fanout")


async def point_to_elder(conn: AsyncConnection, younger: str, elder: str, now: datetime) -> bool:
    """After a merge: the alert of the story that is no more says in which one it goes on; whether it had one.

    Edited wherever it was told, silently: nothing has happened in the world.
    """
    row, into = await alerts.by_story(conn, younger), await alerts.by_story(conn, elder)
    if row is None or into is None or row.quiet:
        return False
    title, seen_at = into.content.reports[0].title, into.content.first_seen_at
    content = replace(
        row.content, merged=Earlier(alert=into.id, title=title, first_seen_at=seen_at), updated_at=now
    )
    telling = Telling(
        kind=TellingKind.EDIT,
        state=content.state,
        state_revision=content.state_revision,
        everywhere=True,
        reasons=(f"an admin merged its story into that of alert {into.id}",),
    )
    reason = "; ".join(telling.reasons)
    revision = await alerts.revise(conn, row.id, content, now, telling=telling.kind, reason=reason)
    await fanout.open(conn, row.id, revision, packed(telling), now)
    return True


async def _in_force(conn: AsyncConnection, alert: int) -> tuple[Ruling, str]:
    """The newest correction that was not taken back."""
    for row in reversed(await corrections.of(conn, alert)):
        if row.state is CorrectionState.APPLIED:
            return row.ruling, row.text
    return Ruling.REINSTATED, ""
