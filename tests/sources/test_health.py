"""Tests of bot/sources/health.py: each state a person understands, when it begins, and when it is worth a word."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.model import FeedHealth, FeedRecord
from bot.sources.entry import ParseReason
from bot.sources.fetched import FailureReason
from bot.sources.health import (
    MOVE_ANSWERS,
    MOVE_GIVEN_UP,
    MOVE_HOLDS,
    SILENT_LEAST,
    Before,
    Judged,
    Shown,
    after_answer,
    after_failure,
    told_at,
)

NOW = datetime(2020, 7, 22, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
URL = "https://o.example/rss"
NEW_URL = "https://new.example/rss"


def before(**known: object) -> Before:
    """A feed that answered ten minutes ago."""
    said: dict[str, object] = {
        "url": URL, "address": "", "health": FeedHealth.WELL, "record": FeedRecord(), "last_ok_at": NOW - 10 * MINUTE,
    }  # fmt: skip
    return Before(**(said | known))  # type: ignore[arg-type]


def window(
    newest: datetime, count: int = 10, every: timedelta = 6 * MINUTE, fresh: int | None = None
) -> Shown:
    """A body with so many entries."""
    times = [newest - every * number for number in range(count)]
    return Shown(published_at=times, entries=count, fresh=count if fresh is None else fresh)


def follow(feed: Before, judged: Judged, at: datetime) -> Before:
    """The feed before its next poll."""
    return before(
        address=judged.address, health=judged.health, record=judged.record, last_ok_at=at, rate=feed.rate
    )


def test_a_feed_that_lists_what_was_known_is_well() -> None:
    """The window overlaps; nothing was missed."""
    known = after_answer(before(), window(NOW - HOUR), NOW - HOUR)
    judged = after_answer(follow(before(), known, NOW), window(NOW, fresh=3), NOW)

    assert (judged.health, judged.reason, judged.record.missed) == (FeedHealth.WELL, "", None)


def test_a_window_that_slid_says_about_how_many_were_missed() -> None:
    """Ten an hour, an hour of them gone while the feed was read in its rhythm: about ten, and a short window."""
    known = after_answer(before(), window(NOW - 2 * HOUR), NOW - 2 * HOUR)
    judged = after_answer(follow(before(rate=10.0), known, NOW - HOUR), window(NOW), NOW)

    assert judged.health is FeedHealth.SHORT
    assert judged.record.missed is not None
    assert judged.record.missed.began_at == NOW - 2 * HOUR
    assert judged.record.missed.ended_at == NOW - 54 * MINUTE
    assert 9 <= judged.record.missed.missed <= 13
    later = after_answer(follow(before(), judged, NOW), Shown(), NOW + 25 * HOUR)
    assert later.health is FeedHealth.WELL


def test_what_an_outage_lost_is_no_short_window() -> None:
    """Nobody read the feed for a day: the gap is told, the feed is well."""
    known = after_answer(before(), window(NOW - 24 * HOUR), NOW - 24 * HOUR)
    judged = after_answer(follow(before(), known, NOW - 24 * HOUR), window(NOW), NOW)

    assert judged.health is FeedHealth.WELL
    assert judged.record.missed is not None
    assert judged.record.missed.missed > 200


def test_new_ids_for_old_articles_are_no_gap() -> None:
    """An outlet's new website lists the same articles under other ids."""
    known = after_answer(before(), window(NOW - 5 * MINUTE), NOW - 5 * MINUTE)
    judged = after_answer(follow(before(), known, NOW), window(NOW), NOW)

    assert judged.record.missed is None


def test_silence_is_measured_by_the_feeds_own_rhythm() -> None:
    """A daily feed is silent after three days and more, a weekly one after three weeks."""
    daily = after_answer(before(), window(NOW, every=24 * HOUR), NOW)
    weekly = after_answer(before(), window(NOW, every=7 * 24 * HOUR), NOW)
    for judged, days in ((daily, 3), (weekly, 21)):
        feed = follow(before(), judged, NOW)
        last = NOW + timedelta(days=days)
        assert after_answer(feed, Shown(), last - HOUR).health is FeedHealth.WELL
        silent = after_answer(feed, Shown(), last)
        assert (silent.health, silent.reason) == (FeedHealth.SILENT, "nothing new since 2020-07-22")
    assert timedelta(days=3) == SILENT_LEAST


def test_one_article_ends_the_silence() -> None:
    """And the long pause becomes part of the rhythm."""
    feed = follow(before(), after_answer(before(), window(NOW, every=HOUR), NOW), NOW)
    later = NOW + timedelta(days=5)
    silent = after_answer(feed, Shown(), later)
    back = after_answer(follow(feed, silent, later), window(later, count=1), later)

    assert silent.health is FeedHealth.SILENT
    assert back.health is FeedHealth.WELL
    assert back.record.longest_pause == timedelta(days=5)


def test_a_feed_that_lists_nothing_any_more_is_silent() -> None:
    """Zero entries where there were some is a warning; where there never were any it is a new feed."""
    known = follow(before(), after_answer(before(), window(NOW), NOW), NOW)
    empty = Shown(published_at=(), entries=0)

    assert after_answer(known, empty, NOW + HOUR).health is FeedHealth.SILENT
    assert after_answer(before(), empty, NOW).health is FeedHealth.WELL


def test_slowness_is_smoothed_and_sticks() -> None:
    """One slow answer of many is none; a slow feed is well when answers take half."""
    feed = before(record=FeedRecord(seconds=0.5))
    once = after_answer(feed, Shown(seconds=20), NOW)
    assert once.health is FeedHealth.WELL
    judged = once
    for _ in range(5):
        judged = after_answer(follow(feed, judged, NOW), Shown(seconds=20), NOW)
    assert judged.health is FeedHealth.SLOW
    better = after_answer(follow(feed, judged, NOW), Shown(seconds=6), NOW)
    assert better.health is FeedHealth.SLOW


def test_a_permanent_redirect_is_adopted_after_days() -> None:
    """It must hold, answer after answer; then the feed is read at the new address, and said to have moved."""
    feed, judged = before(), after_answer(before(), Shown(permanent=NEW_URL), NOW)
    assert (judged.address, judged.health) == ("", FeedHealth.WELL)
    for number in range(1, MOVE_ANSWERS + 1):
        at = NOW + MOVE_HOLDS * number / MOVE_ANSWERS
        feed = follow(feed, judged, at)
        judged = after_answer(feed, Shown(permanent=NEW_URL), at)
        assert bool(judged.address) is (number == MOVE_ANSWERS)
    assert (judged.address, judged.health) == (NEW_URL, FeedHealth.MOVED)
    assert after_answer(follow(feed, judged, NOW), Shown(), NOW).health is FeedHealth.MOVED


@pytest.mark.parametrize("then", ["", "https://other.example/rss", "http://o.example/rss"])
def test_a_redirect_that_does_not_hold_is_forgotten(then: str) -> None:
    """One answer without it, with another target, or to plain http, and the days begin anew."""
    seen = FeedRecord(moved_to=NEW_URL, moved_since=NOW - 9 * MOVE_HOLDS, moved_answers=99)
    judged = after_answer(before(record=seen), Shown(permanent=then), NOW)

    assert judged.address == ""
    assert judged.record.moved_since in (None, NOW)


def test_an_adopted_address_that_fails_is_given_up() -> None:
    """The operator's address is asked again; 410 of the new one is not the feed's end."""
    feed = before(address=NEW_URL, health=FeedHealth.MOVED)

    assert after_failure(feed, FailureReason.TIMEOUT, 1, "timeout").address == NEW_URL
    assert after_failure(feed, FailureReason.TIMEOUT, MOVE_GIVEN_UP, "timeout").address == ""
    gone = after_failure(feed, FailureReason.GONE, 1, "HTTP 410")
    assert (gone.address, gone.health) == ("", FeedHealth.FAILING)


@pytest.mark.parametrize(
    ("reason", "health"),
    [
        (FailureReason.GONE, FeedHealth.GONE),
        (FailureReason.BLOCKED, FeedHealth.BLOCKED),
        (ParseReason.CHALLENGE, FeedHealth.BLOCKED),
        (FailureReason.THROTTLED, FeedHealth.THROTTLED),
        (FailureReason.DNS, FeedHealth.FAILING),
        (ParseReason.HTML, FeedHealth.FAILING),
        (None, FeedHealth.FAILING),
    ],
)
def test_failures_have_a_name(reason: FailureReason | ParseReason | None, health: FeedHealth) -> None:
    """A challenge page is a refusal, though it comes with 200."""
    assert after_failure(before(), reason, 1, "why").health is health


def test_what_is_told_and_when() -> None:
    """A hiccup is not; what lasts is, once; the way back too, of what was told."""
    assert told_at(FeedHealth.FAILING, NOW, FeedHealth.WELL) == NOW + 2 * HOUR
    assert told_at(FeedHealth.GONE, NOW, FeedHealth.WELL) == NOW
    assert told_at(FeedHealth.FAILING, NOW, FeedHealth.FAILING) is None
    assert told_at(FeedHealth.WELL, NOW, FeedHealth.WELL) is None
    assert told_at(FeedHealth.WELL, NOW, FeedHealth.BLOCKED) == NOW
