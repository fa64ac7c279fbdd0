"""What journeys share: the small watchlists, one event as outlets tell it, and a reader who subscribes."""

from functools import partial
from pathlib import Path

from tests.emulator.evidence import Sent
from tests.journeys.harness import Journey

WATCHLIST = "egyptian-forces-in-syria"
TITLE = "Egypt sends 150 soldiers to Syria's Idlib"
SUMMARY = "Egyptian troops have arrived near Saraqeb in Idlib province, a rebel commander said."


def small_watchlists() -> dict[str, str]:
    """The watchlists and concepts of the journeys, by file name."""
    root = Path(__file__).parent / "watchlists"
    return {str(path.relative_to(root)): path.read_text(encoding="utf-8") for path in root.rglob("*.yaml")}


async def subscribed_reader(run: Journey, name: str = "Ada", *, language: str = "en") -> int:
    """A person who sends /start, takes the steps and taps the watchlist; returns the chat."""
    stage = run.emulator.stage
    ada: int = stage.user(name, language_code=language)
    stage.say(ada, "/start")
    for step in ("step:zone", "step:lists"):
        shown = await run.until(partial(_offering, run, ada, step), what=f"the button {step}")
        assert shown is not None
        stage.press(ada, ada, shown.id, step)
    menu = await run.until(lambda: menu_of(run, ada), what="the menu of watchlists")
    assert menu is not None
    run.emulator.stage.press(ada, ada, menu.id, menu.keyboard[0][0]["callback_data"])
    await run.until(lambda: subscribed(run, ada), what="the tick on the menu")
    return ada


def menu_of(run: Journey, chat: int) -> Sent | None:
    """The newest menu of watchlists."""
    return _offering(run, chat, "sub:") or _offering(run, chat, "unsub:")


def _offering(run: Journey, chat: int, data: str) -> Sent | None:
    """The newest message one of whose buttons has data that begins so."""
    menus = [
        one
        for one in run.emulator.sent(chat)
        if any(button.get("callback_data", "").startswith(data) for row in one.keyboard for button in row)
    ]
    return menus[-1] if menus else None


def subscribed(run: Journey, chat: int) -> bool:
    """Whether the menu shows that the chat is subscribed."""
    menu = menu_of(run, chat)
    return menu is not None and menu.keyboard[0][0]["text"].startswith("✅")


def alerts(run: Journey, chat: int) -> list[Sent]:
    """The messages of this chat that link to an article."""
    return [one for one in run.emulator.sent(chat) if one.links()]


async def primed(run: Journey) -> None:
    """Every feed was polled once: from now on articles are told."""
    for outlet in run.outlets:
        await run.until(lambda outlet=outlet: polls(outlet) >= 2, what=f"two polls of {outlet.id}")  # type: ignore[misc]


def polls(outlet: object) -> int:
    """How often the outlet's feeds were asked."""
    return sum(asked.path.endswith(".xml") for asked in outlet.requests)  # type: ignore[attr-defined]
