"""A press of a button under a document's page: what it is about, and the page to come back to."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.model import Button, Document, Draft, Message, Published
from bot.telegram.answers import show, words_of
from bot.telegram.asker import Asker
from bot.telegram.lab.wording import SHORT, data_of
from bot.telegram.ports import Turn
from bot.telegram.words import Words

#: Gets the asker, the turn, the document's id; the message to edit and lines above the page by name.
Opener = Callable[..., Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button under a document's page."""

    document: Document
    extra: str
    message: int
    asker: Asker
    turn: Turn
    #: Shows the page of this kind of document.
    opener: "Opener"

    @property
    def words(self) -> Words:
        """Of who pressed it."""
        return words_of(self.asker)

    async def back(self, lead: str = "") -> None:
        """Show the document's page again."""
        await self.opener(self.asker, self.turn, self.document.id, edits=self.message, lead=lead)

    async def ask(self, html: str, verb: str, label: str) -> None:
        """A question in place of the page."""
        kind, id_ = self.document.kind, self.document.id
        yes = Button(text=label, data=data_of(verb, kind, id_, self.extra))
        no = Button(text="‹ " + self.words("Back"), data=data_of("o", kind, id_))
        await show(self.asker, self.turn, Message(html=html, buttons=((yes,), (no,))), edits=self.message)

    def draft(self) -> Draft | None:
        """The draft that the button is about; None where it is not as it was."""
        return next(
            (one for one in self.document.drafts if one.body_hash[:SHORT] == self.extra and self.extra), None
        )

    async def done(self, result: Published) -> str:
        """Show the page with the version that is in force now."""
        said = self.words("Version {n} is in force.", n=self.words.number(result.version))
        await self.back(self.words.line("✅ " + said))
        return said


#: Returns the text to show above the chat.
Handler = Callable[[Pressed], Awaitable[str]]
