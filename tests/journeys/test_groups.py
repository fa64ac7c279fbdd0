"""Groups and forums: alerts arrive where /start was said, and survive being thrown out, let in and moved."""

from pathlib import Path

from tests.emulator.evidence import Sent
from tests.journeys.harness import Journey, journey
from tests.journeys.outlets import Outlet
from tests.journeys.telling import (
    SUMMARY,
    TITLE,
    alerts,
    menu_of,
    polls,
    primed,
    small_watchlists,
    subscribed,
)

#: Another event, told in words that have little in common with the first.
SECOND = "Syria buys rifles from Egypt's army in rare arms deal"
SECOND_SUMMARY = "The contract is worth 40 million dollars and was signed in Cairo on Sunday."


async def subscribed_group(run: Journey, admin: int, chat: int, *, thread: int = 0) -> None:
    """An admin sends /start in the group or topic, and taps the watchlist."""
    before = menu_of(run, chat)
    run.emulator.stage.say(admin, "/start", chat, thread=thread)
    run.emulator.stage.say(admin, "/watchlists", chat, thread=thread)

    def fresh() -> Sent | None:
        menu = menu_of(run, chat)
        return menu if menu and (before is None or menu.id > before.id) else None

    menu = await run.until(fresh, what="the menu of watchlists")
    assert menu is not None
    run.emulator.stage.press(admin, chat, menu.id, menu.keyboard[0][0]["callback_data"])
    await run.until(lambda: subscribed(run, chat), what="the tick on the menu")


async def test_a_forum_gets_alerts_in_the_topic_where_start_was_said(tmp_path: Path) -> None:
    """Nothing spills into General or other topics; a member who is no admin changes nothing."""
    outlet = Outlet("levant-monitor")
    async with journey(tmp_path, outlet, watchlists=small_watchlists()) as run:
        await run.start()
        await run.until_polling()
        stage = run.emulator.stage
        admin, member = stage.user("Admin"), stage.user("Member")
        forum = stage.supergroup("Newsroom", admin, forum=True)
        stage.set_member(forum, member)
        topic, other = stage.topic(forum, "Syria"), stage.topic(forum, "Coffee")
        await subscribed_group(run, admin, forum, thread=topic)
        answered = len(run.emulator.sent(forum))
        stage.say(member, "/stop", forum, thread=topic)
        refusal = await run.until(lambda: run.emulator.sent(forum)[answered:], what="the refusal")
        assert "Only admins" in refusal[0].text
        stage.say(admin, "/start", forum, thread=other)
        await run.until(lambda: menu_in(run, forum, other), what="the menu of the other topic")
        await primed(run)
        outlet.publish(TITLE, SUMMARY)
        (alert,) = await run.until(lambda: alerts(run, forum), what="the alert")
        seen = polls(outlet)
        await run.until(lambda: polls(outlet) > seen, what="a poll after the alert")

        assert alert.thread == topic
        assert len(alerts(run, forum)) == 1
        assert {one.thread for one in run.emulator.sent(forum)} == {topic, other}


def menu_in(run: Journey, chat: int, thread: int) -> bool:
    """Whether a topic has a menu."""
    return any(one.keyboard for one in run.emulator.sent(chat) if one.thread == thread)


async def test_a_group_that_throws_the_bot_out_and_lets_it_in_again(tmp_path: Path) -> None:
    """While it is out nothing is tried; back again, it needs no second /start."""
    outlet = Outlet("levant-monitor")
    async with journey(tmp_path, outlet, watchlists=small_watchlists()) as run:
        await run.start()
        await run.until_polling()
        stage = run.emulator.stage
        admin, reader = stage.user("Admin"), stage.user("Reader")
        group = stage.supergroup("Newsroom", admin)
        await subscribed_group(run, admin, group)
        await subscribed_group(run, reader, reader)
        await primed(run)
        stage.set_bot(group, "kicked", by=admin)
        await run.until(lambda: not run.emulator.inbox.waiting, what="the news of it read")
        outlet.publish(TITLE, SUMMARY)
        await run.until(lambda: alerts(run, reader), what="the alert of somebody else")
        stage.set_bot(group, "member", by=admin)
        await run.until(lambda: not run.emulator.inbox.waiting, what="the news of it read")
        outlet.publish(SECOND, SECOND_SUMMARY)
        (alert,) = await run.until(lambda: alerts(run, group), what="an alert in the group")

        assert SECOND in alert.text
        assert [one.error for one in run.emulator.history(outcome="refused")] == []


async def test_a_group_becomes_a_supergroup_and_loses_nothing(tmp_path: Path) -> None:
    """Subscriptions move along; an alert that was on its way arrives in the new chat, once."""
    outlet = Outlet("levant-monitor")
    async with journey(tmp_path, outlet, watchlists=small_watchlists()) as run:
        await run.start()
        await run.until_polling()
        stage = run.emulator.stage
        admin = stage.user("Admin")
        group = stage.group("Newsroom", admin)
        await subscribed_group(run, admin, group)
        await primed(run)
        # The alert has to wait, and the group moves under it.
        run.emulator.fault("flood", method="sendMessage", chat=group, seconds=2)
        outlet.publish(TITLE, SUMMARY)
        await run.until(
            lambda: run.emulator.history("sendMessage", outcome="refused"), what="a first attempt, put off"
        )
        moved = stage.migrate(group)
        (alert,) = await run.until(lambda: alerts(run, moved), what="the alert in the new chat")
        assert TITLE in alert.text
        outlet.publish(SECOND, SECOND_SUMMARY)
        await run.until(lambda: len(alerts(run, moved)) == 2, what="the next alert")

        assert alerts(run, group) == []
        stage.say(admin, "/watchlists", moved)
        await run.until(lambda: subscribed(run, moved), what="the ticked menu in the new chat")
