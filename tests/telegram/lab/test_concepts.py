"""A concept in chat: found by any name, given one more, not taken away while others use it."""

from pathlib import Path

from bot.model import DocumentKind
from tests.emulator.judges import judged_accepted
from tests.telegram.lab.talking import OMAR, drafted, published, tapped
from tests.telegram.room import room

KIND = DocumentKind.CONCEPT


async def test_a_name_comes_and_goes(tmp_path: Path) -> None:
    """In a language and of a kind; a draft until it is published; the same name once only."""
    async with room(tmp_path, owners=[OMAR]) as run:
        run.emulator.stage.user("Omar", started=True)
        await run.asked(OMAR, "/help")
        (page,) = await run.asked(OMAR, "/concept مصر")
        for part in (
            "@egypt",
            "English: Egypt, Egyptian",
            "French: Égypte, égyptien",
            "Used by: egyptian-forces",
        ):
            assert part in page
        for label in ("Add a name", "Turkish", "a name, written"):
            await tapped(run, OMAR, label)
        (page,) = await run.asked(OMAR, "Mısırlılar")
        assert "Mısırlılar" in page.split("Draft,")[1]
        await tapped(run, OMAR, "Publish draft")
        assert await tapped(run, OMAR, "Publish") == "Version 2 is in force."
        assert "tr: [Mısır, Mısırlı, Mısırlılar]" in (await published(run, "egypt", KIND))[1]

        for label in ("Add a name", "Turkish", "a name, written"):
            await tapped(run, OMAR, label)
        assert "has this name already" in (await run.asked(OMAR, "Mısırlılar"))[0]
        await run.asked(OMAR, "/concept egypt")
        await tapped(run, OMAR, "Take a name out")
        await tapped(run, OMAR, "tr: Mısırlılar")
        (body,) = await drafted(run, KIND)
        assert "Mısırlılar" not in body
        assert judged_accepted(run.emulator) >= 8


async def test_what_others_use_stays(tmp_path: Path) -> None:
    """Who uses it is said; what nobody uses goes and comes back."""
    concept = {"concepts/nile.yaml": "id: nile\ntitle: {en: Nile}\ntype: place\nnames:\n  en: [Nile]\n"}
    async with room(tmp_path, owners=[OMAR], watchlists=concept) as run:
        run.emulator.stage.user("Omar", started=True)
        await run.asked(OMAR, "/concept egypt")
        await tapped(run, OMAR, "Remove")
        await tapped(run, OMAR, "Remove")
        assert "@egypt is used by egyptian-forces-in-syria" in run.emulator.sent(OMAR)[-1].text
        assert (await published(run, "egypt", KIND))[0] == 1

        assert "Do you mean" in (await run.asked(OMAR, "/concept Niles"))[0]
        await tapped(run, OMAR, "Nile")
        await tapped(run, OMAR, "Remove")
        await tapped(run, OMAR, "Remove")
        assert (await published(run, "nile", KIND)) == (2, "")
        await tapped(run, OMAR, "History")
        await tapped(run, OMAR, "1")
        await tapped(run, OMAR, "Back to version 1")
        await tapped(run, OMAR, "Do it")
        assert "Nile" in (await published(run, "nile", KIND))[1]


async def test_odd_names_are_answered(tmp_path: Path) -> None:
    """Nothing, nobody's name, a name of several lines, a button whose name has gone."""
    async with room(tmp_path, owners=[OMAR]) as run:
        run.emulator.stage.user("Omar", started=True)
        await run.asked(OMAR, "/help")
        assert "/concept haftar" in (await run.asked(OMAR, "/concept"))[0]
        assert "No concept is called so." in (await run.asked(OMAR, "/concept <b>Qqqq"))[0]
        await run.asked(OMAR, "/concept egypt")
        menu = run.menu(OMAR)
        assert "changed since" in await run.pressed(OMAR, menu, "doc:nd:c:egypt:0.000000", forged=True)
        for odd in ("doc:nl:c:egypt:xx", "doc:nk:c:egypt:en.q", "doc:zz:c:egypt", "doc:o:q:egypt", "doc:"):
            assert await run.pressed(OMAR, menu, odd, forged=True)
        await run.pressed(OMAR, menu, "doc:nk:c:egypt:en.n", forged=True)
        assert "at most 120" in (await run.asked(OMAR, "x" * 200))[0]
        await tapped(run, OMAR, "Cancel")
        assert "I only understand commands" in (await run.asked(OMAR, "Egypte"))[0]
        assert await drafted(run, KIND) == []
