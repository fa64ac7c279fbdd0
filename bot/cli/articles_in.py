"""python -m bot match, group and claims: articles in, answers out. No database, no token, no network for --json."""

import asyncio
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from bot.cli.articles import InputError, read_articles
from bot.cli.problems import FAILED, WRONG, tell
from bot.language import Document, read
from bot.model import Article, Match, Outlet
from bot.runtime.catalogue import Catalogue, SheetsError, load_directory
from bot.runtime.outlets import read_outlets
from bot.settings import Environment

#: `match --explain` says of a watchlist why it misses where so much of it is there, or where so few are asked about.
_NEAR = 0.5
_FEW = 3


def match(source: str | None, *, as_json: bool, only: Sequence[str], explain: bool) -> int:
    """Which watchlists articles hit; returns the exit code."""
    try:
        catalogue = load_directory(_watchlists_dir())
        if unknown := [id_ for id_ in only if id_ not in catalogue.watchlists]:
            tell([f"no watchlist {', '.join(unknown)}; there are {', '.join(sorted(catalogue.watchlists))}"])
            return WRONG
        outlets = _outlets()
        if as_json:
            for article in read_articles(_standard_input()):
                found = catalogue.index.match(document := read(article), outlets.get(article.outlet))
                shown = [item for item in found if not only or item.watchlist in only]
                _line({"id": article.id, "lang": document.lang, "matches": [_match(item) for item in shown]})
            return 0
        article = _one(source)
        _show(
            article,
            catalogue,
            outlets.get(article.outlet),
            only or sorted(catalogue.watchlists),
            explain=explain,
        )
    except (SheetsError, InputError) as error:
        tell(str(error).splitlines())
        return WRONG
    except OSError as error:
        if source is None:
            raise  # it is the output, not what was to be read
        tell([f"{source}: {error.strerror}" if error.strerror else str(error)])
        return FAILED
    return 0


def group(*, as_json: bool) -> int:
    """Story ids of articles in order of time; returns the exit code."""
    from bot.stories import group_articles

    try:
        catalogue = load_directory(_watchlists_dir())
        for id_, placement in group_articles(read_articles(_standard_input()), catalogue.index):
            if as_json:
                _line({"id": id_, "story": placement.story})
            else:
                # The story of the same development that is nearest without being the same event, if there is one.
                print(f"{id_}\t{placement.story}\t{placement.reason}\t{placement.nearest or ''}".rstrip())
    except (SheetsError, InputError) as error:
        tell(str(error).splitlines())
        return WRONG
    return 0


def claims(*, as_json: bool) -> int:
    """Claims of articles; returns the exit code."""
    from bot.stories import claims as claims_of

    try:
        for article in read_articles(_standard_input()):
            found = claims_of(read(article))
            if as_json:
                _line({"id": article.id, "claims": [_plain(claim) for claim in found]})
            else:
                for claim in found:
                    print(f"{article.id}\t{claim.stance}\t{claim.source or '?'}\t{claim.sentence}")
    except InputError as error:
        tell([str(error)])
        return WRONG
    return 0


def _plain(claim: Any) -> dict[str, str]:
    return {
        "stance": claim.stance.value,
        "source": claim.source,
        "sentence": claim.sentence,
        "cue": claim.cue,
    }


def _match(item: Match) -> dict[str, Any]:
    spans = [
        {
            "field": span.field.value,
            "start": span.start,
            "end": span.end,
            "text": span.text,
            "term": span.term,
        }
        for span in item.spans
    ]
    return {"watchlist": item.watchlist, "spans": spans}


def _line(data: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")


def _standard_input(what: str = "articles, one JSON object a line") -> BinaryIO:
    """Standard input; a person at a terminal is told what it waits for."""
    if sys.stdin.isatty():
        tell([f"Waiting for {what}, typed or pasted here; Ctrl-D ends."])
    return sys.stdin.buffer


def _watchlists_dir() -> Path:
    return Path(os.environ.get("WATCHLISTS_DIR") or Environment.model_fields["watchlists_dir"].default)


def _outlets() -> dict[str, Outlet]:
    """The outlets for outlet:, country: and kind: in queries; none where there is no usable outlets file."""
    path = Path(os.environ.get("OUTLETS_FILE") or Environment.model_fields["outlets_file"].default)
    try:
        found = read_outlets(path)
    except SheetsError:
        return {}
    return {key: outlet for outlet in found for key in (outlet.name, outlet.id)}


def _one(source: str | None) -> Article:
    """One article from a file (JSON or plain text: the first line is the title), an address, or standard input."""
    if source is not None and source.startswith(("http://", "https://")):
        return asyncio.run(_fetched(source))
    raw = (
        _standard_input("an article: its title on the first line, or JSON").read()
        if source in (None, "-")
        else Path(str(source)).read_bytes()
    )
    if raw.lstrip().startswith(b"{"):
        articles: Iterator[Article] = read_articles(raw.splitlines())
        with closing(articles):  # type: ignore[type-var]
            first = next(articles, None)
        if first is None:
            raise InputError("no article in the input")
        return first
    try:
        title, _, text = raw.decode("utf-8-sig").strip().partition("\n")
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8 (byte {error.start + 1})") from None
    if not title:
        raise InputError("the input is empty: give a title on the first line, the text below it")
    return Article(id="input", title=title.strip(), text=text.strip())


async def _fetched(url: str) -> Article:
    from bot.runtime.fetching import open_fetcher
    from bot.settings import SettingsError, load_settings
    from bot.sources.fetch import Fetched, FetchFailed, Request
    from bot.sources.text import ArticleText, extract

    try:
        settings = load_settings()
    except SettingsError as error:
        raise SheetsError(error.problems) from None
    fetcher = open_fetcher(settings)
    try:
        answer = await fetcher.get(Request(url=url, accept="text/html, */*;q=0.5"))
    finally:
        await fetcher.close()
    if not isinstance(answer, Fetched):
        detail = f"{answer.reason}: {answer.detail}" if isinstance(answer, FetchFailed) else "not modified"
        raise OSError(f"{url} was not read ({detail})")
    page = extract(answer.body, answer.url, answer.content_type)
    if not isinstance(page, ArticleText):
        raise OSError(f"{url} has no article text ({page.reason}: {page.detail})")
    article = Article(id=url, url=url, title=page.title, text=page.text, lang=page.language)
    return replace(article, author=page.author)


def _show(
    article: Article, catalogue: Catalogue, outlet: Outlet | None, ids: Sequence[str], *, explain: bool
) -> None:
    """Answers for a person."""
    document = read(article)
    print(f"{article.title}  [{document.lang or 'language unknown'}]")
    if explain:
        _explain(document, catalogue, outlet, ids)
        return
    matched = {item.watchlist: item for item in catalogue.index.match(document, outlet)}
    for item in (matched[id_] for id_ in ids if id_ in matched):
        terms = ", ".join(dict.fromkeys(f"{span.text} ({span.term})" for span in item.spans))
        print(f"hit  {item.watchlist}: {terms}")
        if item.evidence is not None:
            print(f"     “{item.evidence.text}”")
    if not any(id_ in matched for id_ in ids):
        print("no watchlist; --explain says why")


def _explain(document: Document, catalogue: Catalogue, outlet: Outlet | None, ids: Sequence[str]) -> None:
    """Hits first, then misses from the nearest on; those of which nearly nothing is there only by name."""
    found = sorted(
        (catalogue.index.explain(id_, document, outlet) for id_ in ids),
        key=lambda one: (not one.holds, -one.nearness, one.watchlist),
    )
    told = [one for one in found if one.nearness >= _NEAR or len(ids) <= _FEW]
    for one in told:
        print(f"{'hit ' if one.holds else 'miss'} {one.watchlist}: {one.text}")
    if far := [one.watchlist for one in found if one not in told]:
        print(f"far  {', '.join(far)} (--watchlist ID says why)")
