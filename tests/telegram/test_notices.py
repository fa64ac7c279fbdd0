"""Word to owners and admins, each in the language of his chat."""

from pathlib import Path

import pytest

from bot.alerts.foreign import RLM
from bot.model import DeliveryKind
from bot.telegram.notices import refused_chat, refused_import
from bot.telegram.words import LANGUAGES, Words
from tests.emulator import Kind
from tests.telegram.room import room


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_refused_chat_is_told_to_owners_and_to_who_added_the_bot(
    tmp_path: Path, language: str
) -> None:
    """By its name, with Telegram's reason; in each one's language."""
    async with room(tmp_path, owners=[77]) as run:
        owner = run.emulator.stage.user("Owner", id=77, language_code=language)
        ada = run.emulator.stage.user("Ada", language_code="fr")
        for person in (owner, ada):
            await run.asked(person, "/start")
        group = run.emulator.stage.supergroup("Newsroom <b>", ada, bot="left")
        run.emulator.stage.set_bot(group, "member", by=ada)
        await run.begun(ada, group)
        run.emulator.fault(
            Kind.BAD_REQUEST, chat=group, text="not enough rights to send text messages to the chat"
        )
        await run.post(group, "news", kind=DeliveryKind.FIRST)
        for _ in range(2):
            await run.app.send.tick()

        told = [run.emulator.sent(person)[-1].text for person in (owner, ada)]
        assert ["Newsroom <b>" in text and "ot enough rights" in text for text in told] == [True, True]
        assert told[1].startswith("⚠️ Newsroom <b> ne reçoit plus d’alertes")
        assert (told[0] == told[1]) is (language == "fr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_names_and_long_problems_fit(language: str) -> None:
    """Markup is escaped, overrides are gone, and a message holds it."""
    words = Words(language)
    chat = refused_chat(words, "\u202e<b>" * 100, -100, 7, "x" * 5000)
    files = refused_import(words, ["a.yaml:1: <odd>"] * 2000)

    assert "\u202e" not in chat.html
    assert "<b>" not in chat.html
    assert len(chat.html) < 1000
    assert len(files.html) < 4096 * 2
    assert files.html.startswith(RLM) is (language == "ar")
