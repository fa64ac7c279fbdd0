"""What a digest tells: each story once, under one watchlist, in as many messages as it needs; and what it counts."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.digest import Digest, Occasion, Waiting, compose, paged
from bot.alerts.markup import MOST_UNITS, Rich, bold, fits, plain
from bot.alerts.statistics import counted
from bot.alerts.wishes import Mute, MuteKind, Rhythm, Schedule, Subscription
from bot.model import AlertContent
from tests.alerts.builders import T0, after, content, named, report
from tests.alerts.strict import parsed

W, X = named("w"), named("x")
DAILY = Schedule(Rhythm.DAILY)


def wish(id_: str = "w", schedule: Schedule = DAILY, **more: Any) -> Subscription:
    """A daily subscription."""
    return Subscription(watchlist=id_, schedule=schedule, **more)


def story(name: str = "s", *watchlists: str, **more: Any) -> AlertContent:
    """A story of these watchlists."""
    names = tuple(named(one) for one in watchlists or ("w",))
    return content(report(f"a-{name}"), story=name, watchlists=names, **more)


def made(*waiting: Waiting, wishes: tuple[Subscription, ...] = (wish(),), **more: Any) -> Digest:
    """The digest of a chat for which everything daily is due."""
    said: dict[str, Any] = {"due": {"w"}, "awake": False, "mutes": (), **more}
    mutes = said.pop("mutes")
    return compose(waiting, wishes, {"w": W, "x": X}, mutes, T0, **said)


def told(digest: Digest) -> list[tuple[str, list[str]]]:
    """Stories by watchlist."""
    return [(name.id, [entry.content.story for entry in entries]) for name, entries in digest.groups]


def test_a_story_of_two_watchlists_is_shown_once() -> None:
    """Under the first of them that is due."""
    waiting = [Waiting(alert=1, content=story("s", "w", "x")), Waiting(alert=2, content=story("t", "x"))]
    both = (wish(), wish("x"))
    assert told(made(*waiting, wishes=both, due={"w", "x"})) == [("w", ["s"]), ("x", ["t"])]
    assert told(made(*waiting, wishes=both, due={"x"})) == [("x", ["s", "t"])]


def test_only_what_is_due_is_shown() -> None:
    """What waits for the weekly digest waits on; what slept is due when the quiet hours end."""
    weekly = wish("x", Schedule(Rhythm.WEEKLY))
    waiting = [
        Waiting(alert=1, content=story("s")),
        Waiting(alert=2, content=story("t", "x")),
        Waiting(alert=3, content=story("u", "x"), asleep=True),
    ]
    assert told(made(*waiting, wishes=(wish(), weekly))) == [("w", ["s"])]
    assert told(made(*waiting, wishes=(wish(), weekly), due=(), awake=True)) == [("x", ["u"])]


def test_what_is_not_to_be_heard_of_any_more_is_dropped() -> None:
    """Muted meanwhile, known already by a message of its own, or no longer subscribed."""
    waiting = [
        Waiting(alert=1, content=story("s")),
        Waiting(alert=2, content=story("t"), has_message=True),
        Waiting(alert=3, content=story("u"), has_message=True, turned=True),
    ]
    mute = Mute(kind=MuteKind.STORY, subject="s", title="")
    digest = made(*waiting, mutes=(mute,))
    assert (told(digest), digest.dropped) == ([("w", ["u"])], (1, 2))
    outlet = Mute(kind=MuteKind.OUTLET, subject="outlet-a-s", title="")
    assert made(waiting[0], mutes=(outlet,)).dropped == (1,)
    assert made(waiting[0], mutes=(replace(outlet, until=T0),)).dropped == ()
    assert made(waiting[0], wishes=(wish(min_outlets=2),)).dropped == (1,)


def test_the_rarest_rhythm_gives_the_name() -> None:
    """And an empty digest is worth sending where it was asked for by the day or the week."""
    weekly = wish("x", Schedule(Rhythm.WEEKLY))
    hourly = wish("w", Schedule(Rhythm.HOURLY))
    assert made(wishes=(hourly, weekly), due={"w", "x"}).occasion is Occasion.WEEKLY
    assert made().occasion is Occasion.DAILY
    assert made().is_worth_sending
    assert [name.id for name in made().silent] == ["w"]
    assert not made(wishes=(hourly,)).is_worth_sending
    assert not made(wishes=(hourly,), due=(), awake=True).is_worth_sending


lines = st.lists(
    st.text(
        st.characters(codec="utf-8", exclude_characters="\n\r", exclude_categories=("Cc", "Cs")),
        min_size=1,
        max_size=400,
    ),
    min_size=1,
    max_size=40,
)


@given(groups=st.lists(lines, max_size=5))
def test_every_line_arrives_once_and_every_message_fits(groups: list[list[str]]) -> None:
    """Whatever the lines: in order, under a repeated heading, within Telegram's limits."""
    made_of = [(bold(plain(f"#{n}#")), [plain(line) for line in group]) for n, group in enumerate(groups)]
    pages = paged(bold(plain("head")), made_of, plain("foot"))
    assert all(fits(page) and parsed(page.html).units <= MOST_UNITS for page in pages)
    text = "\n".join(page.text for page in pages)
    place = 0
    for line in (line for group in groups for line in group):
        place = text.index(line, place) + len(line)
    assert pages[0].text.startswith("head")
    assert pages[-1].text.endswith("foot")


def test_an_empty_head_leaves_no_gap() -> None:
    """Where a photo stands before it."""
    (page,) = paged(Rich(), [(bold(plain("W")), [plain("line")])], plain("foot"))
    assert page.text == "W\nline\n\nfoot"


def test_stories_are_counted_by_local_day() -> None:
    """Once each, under every watchlist that wants it; what is older than the days does not count."""
    contents = [
        story("s", "w", "x", first_seen_at=T0),
        story("t", first_seen_at=after(hours=11)),
        story("u", first_seen_at=after(days=-9)),
        story("v", "z", first_seen_at=T0),
    ]
    # 11:05 UTC and 22:05 UTC: in Cairo the second is the next day.
    counts = counted(contents, ["w", "x"], after(hours=12), 7, ZoneInfo("Africa/Cairo"))
    assert counts.stories == 2
    assert counts.watchlists == {"w": (0, 0, 0, 0, 0, 1, 1), "x": (0, 0, 0, 0, 0, 1, 0)}
    assert counts.days[-1] == (T0 + timedelta(days=1)).date()
    assert counts.languages == (("en", 2),)
    assert sum(number for _, number in counts.outlets) == 2
