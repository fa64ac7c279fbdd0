"""/settings: one message edited in place, whose buttons hold no state; and the time zone by name.

The pages of quiet hours and digests stand in rhythms.py, of one watchlist in wanting.py, of mutes in muting.py.
"""

from dataclasses import replace

from bot.alerts.foreign import clip
from bot.model import Button, Message
from bot.telegram.answers import say, show, words_of
from bot.telegram.asker import Asker
from bot.telegram.choosing import CHANNEL_HOME, show_watchlists
from bot.telegram.menus import title_of
from bot.telegram.muting import OUTLETS, WATCHLISTS, mutes_menu, outlets_page, watchlists_page
from bot.telegram.ports import Turn
from bot.telegram.rhythms import back_row, digest_menu, known, quiet_menu, quiet_text, schedule_text
from bot.telegram.wanting import wishes_menu
from bot.telegram.words import LANGUAGE_NAMES, LANGUAGES, Words
from bot.telegram.zones import chosen_zone, city_name, named_zones, zone_menu

#: Callback data: a page of the settings, a time zone, a language.
PAGE, ZONE, LANGUAGE = "set", "stz", "sla"
_TITLES = 200
#: Zones that a name may mean and still be offered.
_MOST_ZONES = 12


async def settings(asker: Asker, turn: Turn) -> None:
    """/settings."""
    await show(asker, turn, await _main(asker, turn))


async def timezone(asker: Asker, turn: Turn) -> None:
    """/timezone Istanbul, /timezone Europe/Istanbul, or alone the menu."""
    words = words_of(asker)
    if not asker.argument:
        await show(asker, turn, _zones(asker, turn))
        return
    found = named_zones(asker.argument)
    if len(found) == 1:
        asker = await _moved(asker, turn, found[0])
        await say(asker, turn, words.line("🕓 " + _zone_said(words_of(asker), asker, turn)))
    elif 1 < len(found) <= _MOST_ZONES:
        rows = [(Button(text=zone, data=f"{ZONE}:{zone}"),) for zone in found]
        asked = words("Which one do you mean?")
        await show(asker, turn, Message(html=words.line(asked), buttons=tuple(rows)))
    else:
        unknown = words(
            "I do not know this place. Write a big city, for example {example}, or choose it in /settings.",
            example="/timezone Istanbul",
        )
        await say(asker, turn, words.line(unknown))


async def opened(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """A page of the settings; of an older version's button the first one."""
    name, _, number = subject.partition("/")
    if name == "close":
        closed = words_of(asker)("Settings are closed; /settings opens them again.")
        await show(asker, turn, Message(html=words_of(asker).line(closed)), edits=message)
        return ""
    if name == "choose":
        await show_watchlists(asker, turn, edits=message)
        return ""
    page = await _page(name, number, asker, turn)
    await show(asker, turn, page, edits=message)
    return ""


async def zone_chosen(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """A page of cities, or a city."""
    zone = chosen_zone(subject)
    if zone is None:
        await show(asker, turn, _zones(asker, turn, subject), edits=message)
        return ""
    asker = await _moved(asker, turn, zone)
    await show(asker, turn, await _main(asker, turn), edits=message)
    return _zone_said(words_of(asker), asker, turn)


async def language_chosen(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """Speak another language from now on."""
    if subject in LANGUAGES:
        chat = replace(asker.chat, language=subject)
        await turn.save(chat)
        asker = asker.with_chat(chat)
    await show(asker, turn, await _main(asker, turn), edits=message)
    return ""


async def _page(name: str, number: str, asker: Asker, turn: Turn) -> Message:
    match name:
        case "lists":
            return await wishes_menu(asker, turn)
        case "digest":
            return await digest_menu(asker, turn)
        case "quiet":
            return await quiet_menu(asker, turn)
        case "mutes":
            return await mutes_menu(asker, turn)
        case "zone":
            return _zones(asker, turn)
        case "lang":
            return _languages(asker)
        case _ if name == WATCHLISTS:
            return await watchlists_page(asker, turn)
        case _ if name == OUTLETS:
            return await outlets_page(
                asker, turn, int(number) if number.isdecimal() and len(number) < 4 else 0
            )
        case _:
            return await _main(asker, turn)


async def _main(asker: Asker, turn: Turn) -> Message:
    words = words_of(asker)
    place = await turn.tuning.place(asker.chat.id, asker.thread)
    wishes = await turn.tuning.wishes(asker.chat.id, asker.thread)
    mutes = await turn.tuning.mutes(asker.chat.id, asker.thread)
    mine = {one.watchlist for one in wishes}
    titles = [title_of(name, words.language) for name in await turn.watchlists() if name.id in mine]
    schedules = {one.schedule for one in wishes} or {place.schedule}
    mixed = words("different for each watchlist")
    shown = schedule_text(words, schedules.pop()) if len(schedules) == 1 else mixed
    listed = clip(words.words.comma.join(titles), _TITLES) or words("none")
    zone = asker.chat.timezone
    time = Words(words.language, zone).moment(turn.now, turn.now)
    here = words("Settings of this topic") if asker.thread else words("Settings")
    lines = [
        words.line(f"⚙️ <b>{here}</b>"),
        words.line("🔔 " + words.foreign(words("Watchlists: {titles}", titles=listed))),
        words.line("⏱ " + words("Alerts: {schedule}", schedule=shown)),
        words.line("🌙 " + words("Quiet hours: {hours}", hours=quiet_text(words, place.quiet))),
        words.line("🔕 " + words("Muted: {number}", number=words.number(len(mutes)))),
        words.line("🕓 " + words("Now: {city}, {time}", city=city_name(zone, words.language), time=time)),
    ]
    back = Button(text="‹ " + words("Back"), data=CHANNEL_HOME)
    rows = (
        (*_main_rows(words)[:-1], _main_rows(words)[-1][:1], (back,))
        if asker.is_remote
        else _main_rows(words)
    )
    return Message(html="\n".join(lines), buttons=rows)


def _main_rows(words: Words) -> tuple[tuple[Button, ...], ...]:
    def button(icon: str, label: str, page: str) -> Button:
        return Button(text=f"{icon} {label}", data=f"{PAGE}:{page}")

    return (
        (button("🔔", words("Watchlists"), "choose"), button("🎚", words("Each watchlist"), "lists")),
        (button("⏱", words("Digests"), "digest"), button("🌙", words("Quiet hours"), "quiet")),
        (button("🔕", words("Mutes"), "mutes"), button("🕓", words("Time zone"), "zone")),
        (button("🗣", words("Language"), "lang"), button("✖️", words("Close"), "close")),
    )


def _zones(asker: Asker, turn: Turn, subject: str = "") -> Message:
    words = words_of(asker)
    return zone_menu(
        words, asker.chat.timezone, turn.now, prefix=ZONE, subject=subject, foot=[back_row(words)]
    )


def _languages(asker: Asker) -> Message:
    words = words_of(asker)
    buttons = [
        Button(
            text=("✅ " if code == asker.chat.language else "") + LANGUAGE_NAMES[code],
            data=f"{LANGUAGE}:{code}",
        )
        for code in LANGUAGES
    ]
    asked = words.line("🗣 " + words("Which language shall I speak here?"))
    return Message(html=asked, buttons=(tuple(buttons[:2]), tuple(buttons[2:]), back_row(words)))


async def _moved(asker: Asker, turn: Turn, zone: str) -> Asker:
    """Store another time zone; the clocks of all digests follow."""
    asker = await known(asker, turn)
    chat = replace(asker.chat, timezone=zone)
    await turn.save(chat)
    return asker.with_chat(chat)


def _zone_said(words: Words, asker: Asker, turn: Turn) -> str:
    zone = asker.chat.timezone
    time = Words(words.language, zone).moment(turn.now, turn.now)
    return words("Now: {city}, {time}", city=city_name(zone, words.language), time=time)
