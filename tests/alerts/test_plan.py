"""What kind of telling a content needs."""

from datetime import timedelta

from pydantic import TypeAdapter

from bot.alerts.plan import Telling, TellingKind, plan
from bot.model import AlertContent, Mode, State
from tests.alerts.builders import Rule, after, content, named, report

MAX_AGE = timedelta(hours=48)


def planned(
    previous: AlertContent | None, now: AlertContent, *, quiet: bool = False, **rules: Rule
) -> Telling:
    """`plan` an hour after T0, for the watchlist `w` unless others are given."""
    return plan(previous, now, rules=rules or {"w": Rule()}, now=after(hours=1), max_age=MAX_AGE, quiet=quiet)


def test_a_new_alert_is_told_first() -> None:
    """A fresh article opens the alert, with sound, in the words of the receipt."""
    telling = planned(None, content(report("a")))
    assert (telling.kind, telling.opens) == (TellingKind.FIRST, True)
    assert [(told.id, told.rings_first) for told in telling.watchlists] == [("w", True)]
    assert telling.reasons == ("new alert: Outlet a reports",)


def test_a_first_poll_is_quiet() -> None:
    """Articles from a feed's first poll alone are told to nobody; a fresh one that joins opens the alert."""
    quiet = content(report("a"))
    assert planned(None, quiet, quiet=True).kind is TellingKind.NOTHING
    joined = planned(None, content(report("a"), report("b")))
    assert (joined.kind, joined.opens) == (TellingKind.FIRST, True)


def test_old_articles_open_nothing() -> None:
    """An article beyond the age limit is stored and told to nobody, also when a second old one joins."""
    old, older = report("a", published_at=after(hours=-48)), report("b", published_at=after(hours=-90))
    assert planned(None, content(old)).kind is TellingKind.NOTHING
    assert not planned(content(old), content(old, older)).opens
    assert planned(content(old), content(old, report("c"))).opens


def test_an_undated_article_is_as_old_as_its_discovery() -> None:
    """Without a date the moment it was seen counts."""
    assert planned(None, content(report(published_at=None))).kind is TellingKind.FIRST
    assert (
        planned(None, content(report(published_at=None, seen_at=after(days=-3)))).kind is TellingKind.NOTHING
    )


def test_another_outlet_edits() -> None:
    """A further outlet without a change of state makes no sound, but may open where a chat has nothing."""
    telling = planned(content(report("a")), content(report("a"), report("b")))
    assert (telling.kind, telling.opens, telling.reasons) == (TellingKind.EDIT, True, ("also: Outlet b",))


def test_a_changed_headline_opens_nothing() -> None:
    """A stealth edit is no news for a chat that never got the alert."""
    telling = planned(content(report("a")), content(report("a", title="Other")))
    assert (telling.kind, telling.opens, telling.reasons) == (TellingKind.EDIT, False, ("details changed",))


def test_a_notified_state_updates() -> None:
    """A change of state rings where one of the watchlists notifies it, and edits where none does."""
    before, now = content(), content(state=State.CONTESTED, state_revision=2)
    telling = planned(before, now)
    assert (telling.kind, telling.reasons) == (
        TellingKind.UPDATE,
        ("the state changed from single to contested",),
    )
    assert planned(before, now, w=Rule(notify=frozenset({"first"}))).kind is TellingKind.EDIT


def test_an_old_article_makes_no_sound() -> None:
    """A state that changes by an old article alone is edited in silently."""
    before = content(report("a"))
    old = report("b", published_at=after(days=-4))
    now = content(report("a"), old, state=State.CORROBORATED, state_revision=2)
    telling = planned(before, now)
    assert telling.kind is TellingKind.EDIT
    assert "no sound" in telling.reasons[1]


def test_a_state_without_a_new_article_rings() -> None:
    """A retraction by an admin needs no article, however old the alert; it opens nothing."""
    old = report(published_at=after(days=-9))
    now = content(old, state=State.RETRACTED, state_revision=2, correction="Wrong.")
    telling = planned(content(old), now)
    assert (telling.kind, telling.opens) == (TellingKind.UPDATE, False)


def test_the_late_text_of_an_old_article_opens_nothing() -> None:
    """It may hit a further watchlist, but the article is not younger for it."""
    for age, opens in ((-9, False), (0, True)):
        one = report(published_at=after(days=age))
        telling = planned(content(one, watchlists=()), content(one))
        assert (telling.kind, telling.opens) == (TellingKind.EDIT, opens)


def test_sources_that_are_too_few_wait() -> None:
    """A watchlist for two sources waits for the second, and says so; a copy without a named source is one."""
    two = Rule(min_sources=2)
    one = content(report("a"), independent=())
    assert planned(None, one).kind is TellingKind.FIRST
    waiting = planned(None, one, w=two)
    assert (waiting.kind, waiting.reasons) == (
        TellingKind.NOTHING,
        ("w waits for 2 independent sources, has 1",),
    )
    assert planned(one, content(report("a"), report("b")), w=two).opens


def test_a_watchlist_is_live_in_shadow_or_retired() -> None:
    """Shadow tells admins, a retired or deleted watchlist nobody."""
    now = content(watchlists=(named("live"), named("shadow"), named("retired"), named("gone")))
    telling = planned(None, now, live=Rule(), shadow=Rule(mode=Mode.SHADOW), retired=Rule(mode=Mode.RETIRED))
    assert [(told.id, told.shadow) for told in telling.watchlists] == [("live", False), ("shadow", True)]
    assert telling.reasons[1:] == ("retired is retired", "gone is gone")


def test_a_first_message_can_be_silent() -> None:
    """Without 'first' in its rules a watchlist's first message makes no sound, unless its state does."""
    silent = Rule(notify=frozenset({"contested"}))
    assert not planned(None, content(), w=silent).watchlists[0].rings_first
    assert planned(None, content(state=State.CONTESTED), w=silent).watchlists[0].rings_first


def test_a_telling_survives_storage() -> None:
    """A fan-out that is resumed after a restart reads the same telling."""
    telling = planned(content(), content(state=State.CONTESTED, state_revision=2))
    adapter = TypeAdapter(Telling)
    assert adapter.validate_json(adapter.dump_json(telling)) == telling


def test_reasons_name_all_that_changed() -> None:
    """The receipt lists outlets, state and watchlists."""
    before = content(report("a"))
    now = content(
        report("a"),
        report("b"),
        state=State.CORROBORATED,
        state_revision=2,
        watchlists=(named(), named("x")),
    )
    telling = planned(before, now, w=Rule(notify=frozenset()))
    assert telling.reasons == (
        "also: Outlet b; the state changed from single to corroborated; also hits x",
        "x is gone",
    )
