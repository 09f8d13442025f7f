"""`newsfold search`: the stories whose articles say these words, the latest first, with the place where they say so."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from pipeline.cli.arguments import at_most, day_of
from pipeline.cli.formats import as_json, print_json
from pipeline.cli.terminal import console, harmless, open_runtime
from pipeline.searching.snippets import Part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.text import Text

    from pipeline.review.search import FoundStory, SearchResult


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--host", default="", help="Only articles of this host.")
@click.option("--since", metavar="YYYY-MM-DD", help="Only articles of this day (UTC) or later ones.")
@click.option("--until", metavar="YYYY-MM-DD", help="Only articles of this day (UTC) or earlier ones.")
@at_most(20)
@as_json
def search(
    words: tuple[str, ...], *, host: str, since: str | None, until: str | None, at_most: int, wants_json: bool
) -> None:
    """Find stories by words of the titles and texts of all their articles.

    All words must stand in an article, in any order; case, accents and quotes do not matter. '"two words"' must
    follow each other, and 'flood*' finds floods and flooding, too.
    """
    from pipeline.review.search import SearchFilter
    from pipeline.review.search import search as find

    asked = SearchFilter(
        " ".join(words),
        host.lower(),
        day_of(since, "--since").date() if since else None,
        day_of(until, "--until").date() if until else None,
    )
    with open_runtime().warehouse.read() as db:
        found = find(db, asked, at_most=at_most)
    if wants_json:
        print_json(asdict(found))
    else:
        _print(found)


def _print(found: SearchResult) -> None:
    out = console()
    for story in found.stories:
        out.print(_marked(story.article.title or [Part(story.article.url)]), style="bold")
        out.print(_marked(story.article.said))
        out.print(_source(story), markup=False)
        out.print()
    out.print(_summary(found), markup=False)


def _summary(found: SearchResult) -> str:
    counted = f"{found.article_count:,} articles"
    if found.is_cut:
        counted += f", the latest of them in {found.story_count:,} stories"
    else:
        counted += f" in {found.story_count:,} stories"
    shown = len(found.stories)
    return counted if shown == found.story_count else f"{counted}; the latest {shown} are listed (--limit)"


def _source(story: FoundStory) -> str:
    from pipeline.web.display import appeared

    article = story.article
    others = f", {story.found_count} of {story.article_count} articles" if story.article_count > 1 else ""
    return f"{appeared(article)}, {article.host or 'a file'}{others}, story {story.story_id}"


def _marked(parts: Iterable[Part]) -> Text:
    """Return parts of a text as a line, what was found set apart: in colour, or between stars in a file."""
    from rich.text import Text

    is_terminal = console().is_terminal
    line = Text()
    for part in parts:
        text = harmless(part.text)
        if part.is_found:
            line.append(text if is_terminal else f"*{text}*", style="bold reverse" if is_terminal else None)
        else:
            line.append(text)
    return line
