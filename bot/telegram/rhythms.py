"""/quiet and /digest: when a chat is told. Typed or by buttons; the menus are pages of /settings."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from typing import TypeVar

from babel.dates import format_time

from bot.alerts.wishes import QuietHours, Rhythm, Schedule
from bot.model import Button, Message
from bot.telegram import typed
from bot.telegram.answers import say, show, words_of
from bot.telegram.asker import Asker
from bot.telegram.menus import title_of
from bot.telegram.ports import Turn
from bot.telegram.typed import Mistake, TypedError
from bot.telegram.words import Words
from bot.telegram.zones import city_name

#: Callback data; these words stand in messages that people keep for years.
QUIET, RHYTHM = "quiet", "rhy"
_T = TypeVar("_T")

#: Nights that most people want.
_NIGHTS = ((22, 7), (23, 7), (23, 8), (0, 8))
_HOURS = (6, 7, 8, 9, 12, 18, 20, 22)
_HOUR, _DAY = 60, 24 * 60


async def quiet(asker: Asker, turn: Turn) -> None:
    """/quiet 22:00-07:00, /quiet off, or alone the menu."""
    words = words_of(asker)
    if not asker.argument:
        await show(asker, turn, await quiet_menu(asker, turn))
        return
    try:
        wanted = typed.quiet_hours(asker.argument)
    except TypedError as error:
        await say(asker, turn, words.line(_mistake(words, error.mistake, "/quiet 22:00-07:00")))
        return
    asker = await known(asker, turn)
    await turn.tuning.set_quiet(asker.chat.id, asker.thread, wanted)
    await say(asker, turn, await _quiet_said(asker, turn, wanted))


async def digest(asker: Asker, turn: Turn) -> None:
    """/digest instant, hourly, daily 08:00 or weekly mon 08:00; or alone the menu."""
    words = words_of(asker)
    if not asker.argument:
        await show(asker, turn, await digest_menu(asker, turn))
        return
    try:
        wanted = typed.schedule(asker.argument)
    except TypedError as error:
        await say(asker, turn, words.line(_mistake(words, error.mistake, "/digest daily 08:00")))
        return
    asker = await known(asker, turn)
    await turn.tuning.set_schedule(asker.chat.id, asker.thread, wanted)
    said = words("From now on: {schedule}.", schedule=schedule_text(words, wanted))
    lines = [words.line("⏱ " + said)]
    if not await turn.tuning.wishes(asker.chat.id, asker.thread):
        lines.append(words.line(words("No watchlist is chosen here; /watchlists shows what there is.")))
    await say(asker, turn, "\n".join(lines))


async def quiet_pressed(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """A button of the menu of quiet hours."""
    wanted = _quiet_of(subject)
    if subject == "off" or wanted is not None:
        asker = await known(asker, turn)
        await turn.tuning.set_quiet(asker.chat.id, asker.thread, wanted)
    await show(asker, turn, await quiet_menu(asker, turn), edits=message)
    return ""


async def rhythm_pressed(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """A button of the menu of digests."""
    wanted = schedule_of(subject)
    if wanted is not None:
        asker = await known(asker, turn)
        await turn.tuning.set_schedule(asker.chat.id, asker.thread, wanted)
    await show(asker, turn, await digest_menu(asker, turn), edits=message)
    return ""


async def quiet_menu(asker: Asker, turn: Turn) -> Message:
    """Ready-made nights, and both ends moved by an hour."""
    words = words_of(asker)
    place = await turn.tuning.place(asker.chat.id, asker.thread)
    now = place.quiet
    nights = [QuietHours(start * _HOUR, end * _HOUR) for start, end in _NIGHTS]
    buttons = [_night(words, night, now) for night in nights]
    off = Button(text=("✅ " if now is None else "") + words("No quiet hours"), data=f"{QUIET}:off")
    rows = [tuple(buttons[:2]), tuple(buttons[2:])]
    if now is not None:
        rows += [
            _moved(words("Begin"), now, lambda by: replace(now, start=(now.start + by) % _DAY)),
            _moved(words("End"), now, lambda by: replace(now, end=(now.end + by) % _DAY)),
        ]
    text = [words.line("🌙 " + words("Quiet hours: {hours}", hours=quiet_text(words, now)))]
    hint = words(
        "What comes in quiet hours arrives as one digest at their end. You can also send {example}.",
        example="/quiet 22:30-06:45",
    )
    text.append(words.line(hint))
    return Message(html="\n".join(text), buttons=(*rows, (off,), back_row(words)))


async def digest_menu(asker: Asker, turn: Turn) -> Message:
    """The schedule of all watchlists of the chat at once."""
    words = words_of(asker)
    place = await turn.tuning.place(asker.chat.id, asker.thread)
    wishes = await turn.tuning.wishes(asker.chat.id, asker.thread)
    schedules = {one.schedule for one in wishes} or {place.schedule}
    now = schedules.pop() if len(schedules) == 1 else None
    shown = schedule_text(words, now) if now else words("different for each watchlist")
    text = [
        words.line("⏱ " + words("Alerts: {schedule}", schedule=shown)),
        words.line(
            words(
                "This sets all watchlists here. You can also send {example}.",
                example="/digest weekly mon 08:00",
            )
        ),
    ]
    rows = schedule_rows(words, now, place.schedule, RHYTHM)
    return Message(html="\n".join(text), buttons=(*rows, back_row(words)))


def schedule_rows(
    words: Words, now: Schedule | None, usual: Schedule, prefix: str
) -> list[tuple[Button, ...]]:
    """Buttons for rhythm, hour and weekday; each holds the whole schedule that it sets."""
    base = now or usual
    names = {
        Rhythm.INSTANT: words("At once"),
        Rhythm.HOURLY: words("Hourly"),
        Rhythm.DAILY: words("Daily"),
        Rhythm.WEEKLY: words("Weekly"),
    }
    buttons = [
        _choice(name, replace(base, rhythm=rhythm), now is not None and now.rhythm is rhythm, prefix)
        for rhythm, name in names.items()
    ]
    rows = [tuple(buttons[:2]), tuple(buttons[2:])]
    if now is None or now.rhythm not in (Rhythm.DAILY, Rhythm.WEEKLY):
        return rows
    hours = [
        _choice(
            clock(words, hour * _HOUR), replace(now, minute=hour * _HOUR), now.minute == hour * _HOUR, prefix
        )
        for hour in _HOURS
    ]
    rows += [tuple(hours[:4]), tuple(hours[4:])]
    if now.rhythm is Rhythm.WEEKLY:
        days = [
            _choice(
                day_name(words, day, "abbreviated"), replace(now, weekday=day), now.weekday == day, prefix
            )
            for day in range(7)
        ]
        rows += [tuple(days[:4]), tuple(days[4:])]
    return rows


def schedule_of(code: str) -> Schedule | None:
    """The schedule of a button; None where it holds none of this version."""
    rhythms = {"i": Rhythm.INSTANT, "h": Rhythm.HOURLY, "d": Rhythm.DAILY, "w": Rhythm.WEEKLY}
    minute, _, weekday = code[1:].partition("-")
    if code[:1] not in rhythms or not (_is_number(minute, _DAY) and _is_number(weekday, 7)):
        return None
    return Schedule(rhythms[code[0]], int(minute), int(weekday))


def schedule_code(schedule: Schedule) -> str:
    """A schedule as it stands in callback data."""
    return f"{schedule.rhythm[0]}{schedule.minute}-{schedule.weekday}"


def schedule_text(words: Words, schedule: Schedule) -> str:
    """A schedule in words."""
    match schedule.rhythm:
        case Rhythm.INSTANT:
            return words("at once")
        case Rhythm.HOURLY:
            return words("an hourly digest")
        case Rhythm.DAILY:
            return words("a daily digest at {time}", time=clock(words, schedule.minute))
        case Rhythm.WEEKLY:
            return words(
                "a weekly digest, {day} at {time}",
                day=day_name(words, schedule.weekday),
                time=clock(words, schedule.minute),
            )


def quiet_text(words: Words, quiet: QuietHours | None) -> str:
    """Quiet hours in words."""
    if quiet is None:
        return words("none")
    return f"{clock(words, quiet.start)}–{clock(words, quiet.end)}"


def clock(words: Words, minute: int) -> str:
    """A time of day."""
    return str(format_time(time(minute // 60, minute % 60), "HH:mm", locale=words.locale))


def day_name(words: Words, day: int, width: str = "wide") -> str:
    """A weekday's name; Monday is 0."""
    return str(words.locale.days["stand-alone"][width][day])


def back_row(words: Words, to: str = "main") -> tuple[Button, ...]:
    """The way back to a page of the settings."""
    return (Button(text="‹ " + words("Back"), data=f"set:{to}"),)


async def known(asker: Asker, turn: Turn) -> Asker:
    """Store the chat where it is not stored yet: settings need one."""
    if await turn.chat(asker.chat.id) is None:
        await turn.save(asker.chat)
    return asker


async def _quiet_said(asker: Asker, turn: Turn, quiet: QuietHours | None) -> str:
    words = words_of(asker)
    if quiet is None:
        return words.line("🔔 " + words("No quiet hours any more: alerts come at any time."))
    zone = asker.chat.timezone
    local = Words(words.language, zone)
    said = words(
        "Quiet from {start} to {end} ({city}, where it is {time} now). What comes meanwhile arrives as one digest at the end.",
        start=clock(words, quiet.start),
        end=clock(words, quiet.end),
        city=city_name(zone, words.language),
        time=local.moment(turn.now, turn.now),
    )
    lines = [words.line("🌙 " + said)]
    urgent = await turn.tuning.urgent()
    loud = {
        one.watchlist for one in await turn.tuning.wishes(asker.chat.id, asker.thread) if one.urgent
    } & urgent
    titles = [title_of(name, words.language) for name in await turn.watchlists() if name.id in loud]
    if titles:
        still = words(
            "Urgent alerts ring all the same: {titles}. /settings changes that.",
            titles=words.words.comma.join(titles),
        )
        lines.append(words.line(words.foreign(still)))
    return "\n".join(lines)


def _mistake(words: Words, mistake: Mistake, example: str) -> str:
    """What is wrong with what was typed, with an example that is right."""
    match mistake:
        case Mistake.SAME:
            return words(
                "Quiet hours cannot end when they begin. Write for example {example}, or /stop for silence all day.",
                example=example,
            )
        case Mistake.TIME:
            return words("There is no such time. Write for example {example}.", example=example)
        case Mistake.SHAPE if example.startswith("/digest"):
            return words(
                "I did not understand that. Write for example {example}, or instant, hourly, weekly mon 08:00.",
                example=example,
            )
        case _:
            return words(
                "I did not understand that. Write for example {example}, or /quiet off.", example=example
            )


def _quiet_of(code: str) -> QuietHours | None:
    start, _, end = code.partition("-")
    if not (_is_number(start, _DAY) and _is_number(end, _DAY)) or int(start) == int(end):
        return None
    return QuietHours(int(start), int(end))


def _night(words: Words, night: QuietHours, now: QuietHours | None) -> Button:
    tick = "✅ " if night == now else ""
    return Button(text=tick + quiet_text(words, night), data=f"{QUIET}:{night.start}-{night.end}")


def _moved(label: str, now: QuietHours, move: Callable[[int], QuietHours]) -> tuple[Button, ...]:
    """An hour earlier and an hour later, where that leaves a night."""
    found = [(f"{label} −1 h", move(-_HOUR)), (f"{label} +1 h", move(_HOUR))]
    return tuple(
        Button(text=text, data=f"{QUIET}:{night.start}-{night.end}")
        for text, night in found
        if night.start != night.end and night != now
    )


def _choice(label: str, schedule: Schedule, chosen: bool, prefix: str) -> Button:
    return Button(text=("✅ " if chosen else "") + label, data=f"{prefix}:{schedule_code(schedule)}")


def _is_number(text: str, below: int) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 5 and int(text) < below
