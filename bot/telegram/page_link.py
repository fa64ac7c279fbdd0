"""/page: a one-time link into the admin page."""

from html import escape

from bot.telegram.answers import say, words_of
from bot.telegram.asker import Asker
from bot.telegram.ports import Turn


async def page(asker: Asker, turn: Turn) -> None:
    """/page: the link, or why there is none."""
    words = words_of(asker)
    if asker.role is None:
        return
    if not asker.house.page:
        off = words("The admin page is off: PORT and PUBLIC_URL are not both set.")
        local = words(
            "On the machine itself {command} prints a link.", command="<code>python -m bot page-link</code>"
        )
        await say(asker, turn, "\n".join((words.line(off), words.line(local))))
        return
    path = await turn.people.page_link(asker.user, asker.role)
    link = escape(asker.house.page + path)
    lines = [
        words.line("🗝 " + words("Your link into the admin page:")),
        f'<a href="{link}">{link}</a>',
        words.line(
            words("It works once, within ten minutes. Who has it signs in as you: do not pass it on.")
        ),
    ]
    await say(asker, turn, "\n".join(lines))
