"""Documents in versions and drafts: what is published is what its author saw, and roles hold."""

from itertools import pairwise

import pytest

from bot.model import (
    Author,
    Conflict,
    Discarded,
    Forbidden,
    NotSeen,
    Origin,
    Published,
    Refused,
    Role,
    Saved,
    TooMuch,
)
from bot.runtime.lab.proving import LONGEST, body_hash
from bot.storage import Database, audit
from tests.runtime.lab.laboratory import (
    ADA,
    BEN,
    EVA,
    FORCES,
    MADA,
    VIC,
    C,
    O,
    W,
    body,
    body_in,
    fill,
    lab,
    write,
)

WIDER = FORCES.replace("@syria", "(@syria OR Libya)")
NEW = "id: nile\ntitle: {en: Nile}\nquery: Nile\n"


@pytest.fixture(autouse=True)
async def _filled(db: Database) -> None:
    await fill(db)


async def test_a_draft_that_its_author_saw_becomes_a_version(db: Database) -> None:
    """With who, from where and why, in the history and in the audit; the draft is gone."""
    await write(db, W, "forces", WIDER, ADA, 1)
    async with lab(db) as room:
        assert await room.publish(W, "forces", ADA, 1, "Libya too") == Published(2, ("forces",))
        *_, last = await room.history(W, "forces")
        assert (last.version, last.body, last.origin, last.why) == (2, WIDER, "chat", "Libya too")
        assert await room.draft(W, "forces", ADA) is None
    async with db.read() as conn:
        (deed,) = await audit.latest(conn, 5, subject="watchlist:forces")
    assert (deed.action, deed.actor) == ("publish", last.author)
    assert deed.detail == {"version": 2, "origin": "chat", "why": "Libya too"}
    assert last.author.startswith("p")


async def test_nothing_is_published_that_its_author_did_not_see(db: Database) -> None:
    """Exactly this text, and the one who publishes; an edit that catches nothing more needs no look."""
    async with lab(db) as room:
        saved = await room.save_draft(W, "forces", WIDER, ADA, 1)
        assert isinstance(saved, Saved)
        assert await room.publish(W, "forces", ADA, 1) == NotSeen(saved.draft)
        await room.note_seen(W, "forces", BEN, saved.draft.body_hash)
        await room.note_seen(W, "forces", ADA, body_hash(WIDER + "\n"))
        assert await room.publish(W, "forces", ADA, 1) == NotSeen(saved.draft)
        await room.save_draft(W, "forces", FORCES.replace("Forces}", "Soldiers}"), ADA, 1)
        assert isinstance(await room.publish(W, "forces", ADA, 1), Published)


async def test_a_query_that_hits_everything_is_blocked_with_the_estimate(db: Database) -> None:
    """Unless what is in force hits as much."""
    async with lab(db) as room:
        saved = await room.save_draft(W, "forces", WIDER, ADA, 1)
        assert isinstance(saved, Saved)
        await room.note_seen(W, "forces", ADA, saved.draft.body_hash, per_week=4100.4)
        assert await room.publish(W, "forces", ADA, 1) == TooMuch(4100)
        await room.note_seen(W, "forces", ADA, saved.draft.body_hash, per_week=4100, per_week_before=4200)
        assert isinstance(await room.publish(W, "forces", ADA, 1), Published)


async def test_roles_hold(db: Database) -> None:
    """An editor drafts and does not publish; a viewer does neither; an admin publishes an editor's draft."""
    async with lab(db) as room:
        assert await room.save_draft(W, "forces", WIDER, VIC, 1) == Forbidden(Role.VIEWER, Role.EDITOR)
        saved = await room.save_draft(W, "forces", WIDER, EVA, 1)
        assert isinstance(saved, Saved)
        for answer in (
            await room.publish(W, "forces", EVA, 1),
            await room.roll_back(W, "forces", 1, EVA, ""),
            await room.remove(C, "syria", EVA, ""),
        ):
            assert answer == Forbidden(Role.EDITOR, Role.ADMIN)
        assert await room.discard(W, "forces", VIC, draft_by=saved.draft.author) == Forbidden(
            Role.VIEWER, Role.ADMIN
        )
        await room.note_seen(W, "forces", ADA, saved.draft.body_hash)
        assert isinstance(await room.publish(W, "forces", ADA, 1, draft_by=saved.draft.author), Published)
    assert await body(db, W, "forces") == WIDER
    async with db.read() as conn:
        (deed,) = await audit.latest(conn, 5, subject="watchlist:forces")
    assert deed.detail["of"] == saved.draft.author != deed.actor


async def test_a_draft_that_was_changed_after_it_was_shown_waits(db: Database) -> None:
    """An editor goes on writing while an admin reads: what was not read is not published."""
    mada = MADA.replace("Mada Masr", "Mada")
    async with lab(db) as room:
        saved = await room.save_draft(O, "mada", mada, EVA, 1)
        assert isinstance(saved, Saved)
        by, shown = saved.draft.author, saved.draft.body_hash[:8]
        await room.save_draft(O, "mada", mada.replace("mada.example", "other.example"), EVA, 1)
        told = await room.publish(O, "mada", ADA, 1, draft_by=by, shown=shown)
        assert isinstance(told, NotSeen)
        assert "other.example" in told.draft.body
        again = told.draft.body_hash[:8]
        assert isinstance(await room.publish(O, "mada", ADA, 1, draft_by=by, shown=again), Published)


async def test_a_new_watchlist_begins_as_a_draft(db: Database) -> None:
    """It is listed with its author before anybody can subscribe it."""
    saved = await write(db, W, "nile", NEW, EVA, 0)
    async with lab(db) as room:
        nile = next(one for one in await room.documents(W) if one.id == "nile")
        assert (nile.version, nile.title, nile.drafts) == (0, {"en": "Nile"}, (saved.draft.author,))
        document = await room.document(W, "nile")
        assert document is not None
        assert (document.published, document.drafts) == (None, (saved.draft,))
        assert await room.document(W, "none") is None
        await room.note_seen(W, "nile", ADA, saved.draft.body_hash)
        assert await room.publish(W, "nile", ADA, 0, draft_by=saved.draft.author) == Published(1, ("nile",))


async def test_a_stale_edit_loses_nothing(db: Database) -> None:
    """Both have changed the query: the second is told which place, and what stands there now, and may insist."""
    await write(db, W, "forces", WIDER, ADA, 1)
    await write(db, W, "forces", FORCES.replace("@syria", "(@syria OR army)"), BEN, 1)
    async with lab(db) as room:
        assert isinstance(await room.publish(W, "forces", ADA, 1), Published)
        told = await room.publish(W, "forces", BEN, 1)
        assert isinstance(told, Conflict)
        assert (told.version, told.theirs, told.places) == (2, WIDER, ("query",))
        assert await room.draft(W, "forces", BEN) is not None
        assert await body_in(room, W, "forces") == WIDER
        assert isinstance(await room.save_draft(W, "forces", told.merged, BEN, 1), Conflict)
        insisted = await room.save_draft(W, "forces", told.merged, BEN, told.version)
        assert isinstance(insisted, Saved)
        await room.note_seen(W, "forces", BEN, insisted.draft.body_hash)
        assert await room.publish(W, "forces", BEN, 2) == Published(3, ("forces",))
    assert await body(db, W, "forces") == told.merged


async def test_two_edits_of_different_places_are_joined(db: Database) -> None:
    """Whoever comes second is shown the joined text before it is published, and nothing of either is lost."""
    named = FORCES.replace("{en: Forces}", "{en: Soldiers}")
    await write(db, W, "forces", WIDER, ADA, 1)
    await write(db, W, "forces", named, BEN, 1)
    async with lab(db) as room:
        assert isinstance(await room.publish(W, "forces", ADA, 1), Published)
        told = await room.publish(W, "forces", BEN, 1)
        assert isinstance(told, NotSeen)
        assert told.merged
        assert told.draft == await room.draft(W, "forces", BEN)
        assert isinstance(await room.publish(W, "forces", BEN, 1), NotSeen)
        assert await room.publish(W, "forces", BEN, told.draft.base) == Published(3, ("forces",))
    assert await body(db, W, "forces") == WIDER.replace("{en: Forces}", "{en: Soldiers}")


async def test_a_draft_upon_an_old_version_is_joined_when_it_is_saved(db: Database) -> None:
    """As from a page that was open for long; one upon what was taken away meanwhile is a conflict."""
    await write(db, W, "forces", WIDER, ADA, 1)
    async with lab(db) as room:
        assert isinstance(await room.publish(W, "forces", ADA, 1), Published)
        saved = await room.save_draft(W, "forces", FORCES + "about: more\n", BEN, 1)
        assert isinstance(saved, Saved)
        assert saved.merged
        assert (saved.draft.base, saved.draft.body) == (2, WIDER + "about: more\n")
        mada = MADA.replace("Mada Masr", "Mada")
        assert isinstance(await room.remove(O, "mada", ADA, ""), Published)
        assert isinstance(await room.save_draft(O, "mada", mada, BEN, 1), Conflict)
        assert isinstance(await room.save_draft(O, "mada", mada, BEN, 2), Saved)


async def test_two_windows_of_one_author(db: Database) -> None:
    """What was saved from the other window is not written over."""
    first = await write(db, W, "forces", FORCES, ADA, 1)
    await write(db, W, "forces", WIDER, ADA, 1)
    async with lab(db) as room:
        told = await room.save_draft(W, "forces", FORCES + "\n", ADA, 1, over=first.draft.body_hash)
    assert isinstance(told, Conflict)
    assert told.theirs == WIDER


@pytest.mark.parametrize(
    ("id_", "text", "said"),
    [
        ("forces", FORCES.replace("query: |", "query: |\n @egypt AND (", 1), "forces.yaml:5:"),
        ("forces", FORCES.replace("{en: Forces}", "{en: Forces"), "this is not YAML"),
        ("forces", FORCES.replace("@syria", "@syrai"), "forces.yaml:5:14: "),
        ("forces", FORCES.replace("id: forces", "id: farces"), "forces.yaml:2:1: the id is 'farces'"),
        ("../etc", FORCES.replace("id: forces", "id: ../etc"), "is not an id"),
        ("forces", "x" * (LONGEST + 1), "Is it the right file?"),
        ("forces", "\x00\x01PNG", "this is not YAML"),
        ("forces", "", "the file is empty"),
        (
            "forces",
            "a: &a [x, x]\n"
            + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in pairwise("abcdefghijklmnopqrstuvwxyz")),
            "has no key",
        ),
        ("forces", MADA, "This looks like a file of the kind outlet"),
    ],
)
async def test_what_cannot_be_a_watchlist_is_refused_with_place_and_remedy(
    db: Database, id_: str, text: str, said: str
) -> None:
    """And no draft of it is stored."""
    async with lab(db) as room:
        answer = await room.save_draft(W, id_, text, ADA, 1)
        assert isinstance(answer, Refused)
        assert said in "\n".join(answer.problems)
        assert await room.draft(W, id_, ADA) is None


async def test_a_failing_case_blocks_until_it_is_changed_on_purpose(db: Database) -> None:
    """It may be drafted; taking the case out is no way around, unless it is meant."""
    narrow = FORCES.replace("@egypt AND @syria", "Egypt AND @syria")
    saved = await write(db, W, "forces", narrow, ADA, 1)
    (failing,) = saved.failing
    assert "must hit 'Cairo and Syria agree'" in failing
    async with lab(db) as room:
        answer = await room.publish(W, "forces", ADA, 1)
        assert isinstance(answer, Refused)
        assert "Cairo and Syria agree" in answer.problems[0]
    without = narrow.replace("    - {lang: en, title: Cairo and Syria agree}\n", "")
    await write(db, W, "forces", without, ADA, 1)
    async with lab(db) as room:
        answer = await room.publish(W, "forces", ADA, 1)
        assert isinstance(answer, Refused)
        assert answer.problems[0].startswith("This case was taken out")
        assert "Cairo and Syria agree" in answer.problems[0]
        assert isinstance(await room.publish(W, "forces", ADA, 1, cases_changed_on_purpose=True), Published)


async def test_a_roll_back_is_a_new_version_with_the_old_text(db: Database) -> None:
    """And a reason that says so."""
    await write(db, W, "forces", WIDER, ADA, 1)
    async with lab(db) as room:
        await room.publish(W, "forces", ADA, 1)
        assert await room.roll_back(W, "forces", 1, BEN, "too much") == Published(3, ("forces",))
        *_, last = await room.history(W, "forces")
        assert (last.body, last.why, last.origin) == (FORCES, "back to version 1: too much", "page")
        for version in (0, 3, 9):
            assert isinstance(await room.roll_back(W, "forces", version, BEN, ""), Refused)


async def test_an_ended_watchlist_does_not_begin_again_by_accident(db: Database) -> None:
    """A draft of it is refused in words; one that says `live` brings it back."""
    ended = FORCES + "alert: {mode: retired}\n"
    await write(db, W, "forces", ended, BEN, 1)
    async with lab(db) as room:
        assert isinstance(await room.publish(W, "forces", BEN, 1), Published)
    await write(db, W, "forces", ended.replace("Forces}", "Soldiers}"), ADA, 2)
    async with lab(db) as room:
        answer = await room.publish(W, "forces", ADA, 2)
        assert isinstance(answer, Refused)
        assert "was ended" in answer.problems[0]
    await write(db, W, "forces", FORCES + "alert: {mode: live}\n", ADA, 2)
    async with lab(db) as room:
        assert isinstance(await room.publish(W, "forces", ADA, 2), Published)


async def test_a_concept_that_others_use_stays(db: Database) -> None:
    """The refusal names them; a name on which a case rests stays too, and one that nobody needs may go."""
    async with lab(db) as room:
        assert await room.remove(C, "egypt", ADA, "") == Refused(
            ("@egypt is used by forces; take it out there first",)
        )
        text = await body_in(room, C, "egypt")
        saved = await room.save_draft(C, "egypt", text.replace(", Cairo", ""), ADA, 1)
        assert isinstance(saved, Saved)
        assert (len(saved.failing), saved.affects) == (1, ("forces",))
        answer = await room.publish(C, "egypt", ADA, 1)
        assert isinstance(answer, Refused)
        assert "forces must hit 'Cairo and Syria agree'" in answer.problems[0]
        await room.save_draft(C, "egypt", text.replace("Cairo", "Cairo, Giza"), ADA, 1)
        assert await room.publish(C, "egypt", ADA, 1) == Published(2, ("forces",))
    async with lab(db) as room:
        alone = "id: nile\ntitle: {en: Nile}\ntype: place\nnames: {en: [Nile]}\n"
        await room.save_draft(C, "nile", alone, ADA, 0)
        assert await room.publish(C, "nile", ADA, 0) == Published(1, ())
    async with lab(db) as room:
        assert await room.remove(C, "nile", ADA, "doubled") == Published(2, ())
        assert "nile" not in [one.id for one in await room.documents(C)]
    async with lab(db) as room:
        assert await room.roll_back(C, "nile", 1, ADA, "needed after all") == Published(3, ())


async def test_a_draft_is_discarded(db: Database) -> None:
    """Once; the audit knows."""
    await write(db, W, "forces", WIDER, EVA, 1)
    async with lab(db) as room:
        assert await room.discard(W, "forces", EVA) == Discarded()
        assert isinstance(await room.discard(W, "forces", EVA), Refused)


async def test_two_outlets_do_not_share_a_feed(db: Database) -> None:
    """Or each article would count twice."""
    other = MADA.replace("id: mada", "id: other").replace("Mada Masr", "Other")
    async with lab(db) as room:
        answer = await room.save_draft(O, "other", other, ADA, 0)
        assert isinstance(answer, Refused)
        assert "is one of mada already" in answer.problems[0]


async def test_the_command_line_has_no_person(db: Database) -> None:
    """Who sits at the machine is an owner without a name."""
    typed = Author(None, Role.OWNER, Origin.COMMAND_LINE)
    await write(db, W, "forces", WIDER, typed, 1)
    async with lab(db) as room:
        assert isinstance(await room.publish(W, "forces", typed, 1), Published)
        *_, last = await room.history(W, "forces")
        assert (last.author, last.origin) == ("", "command line")
