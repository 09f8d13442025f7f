"""Loads labelled pages and texts into a warehouse that is thrown away, the ordinary way: as a source, step by step."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.crawling.observations import observe
from pipeline.errors import CheckFailedError, Rejected
from pipeline.model import Request, Source, SourceKind
from pipeline.steps import runner
from pipeline.steps.discover.sources import register

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from pipeline.evaluation.sets import Note
    from pipeline.model import Fetched
    from pipeline.ports import Runtime

READING = ("discover", "fetch", "extract", "clean")
"""The steps after which every page has its final text."""


@dataclass(slots=True)
class Stored:
    """What became of the captures: the article and the story of every url key. One without an article is None."""

    articles: dict[str, str | None] = field(default_factory=dict)
    stories: dict[str, str | None] = field(default_factory=dict)


def load(
    runtime: Runtime,
    captures: Iterable[Fetched],
    note: Note,
    *,
    warcs: Sequence[Path] = (),
    steps: Sequence[str] = runner.ORDER,
) -> None:
    """Run these steps over the captures and the WARC files as sources of one night.

    Refused captures, damaged files and a failed check are noted: what can be measured is measured all the same.
    """
    places = runtime.archive.append("labelled-pages.warc.gz", captures)
    archives = {place.archive for place in places if not isinstance(place, Rejected)}
    files = [*sorted(runtime.settings.home / archive for archive in archives), *warcs]
    with runtime.warehouse.write() as db:
        sources = [Source(file.name.partition(".")[0], SourceKind.WARC, str(file)) for file in files]
        register(db, sources, runtime.clock())
    for step in steps:
        try:
            report = runner.run_step(step, Request("evaluate"), runtime)
        except CheckFailedError as error:
            note(str(error))
        else:
            if report.counts.get("refused") or report.counts.get("incomplete"):
                note("; ".join(report.notes))


def capture_ids(captures: Iterable[tuple[int, Fetched]], found: dict[int, str]) -> Iterator[Fetched]:
    """Yield the captures, and write down at each place which capture it is."""
    for place, fetched in captures:
        found[place] = observe("", fetched).capture_id
        yield fetched


def stored(runtime: Runtime) -> Stored:
    """Return the article and the story of every address that was loaded."""
    found = Stored()
    with runtime.warehouse.read() as db:
        rows = db.rows("evaluation/list_stories_by_address")
    for row in rows:
        key = row["url_key"]
        found.articles[key] = row["article_id"] or found.articles.get(key)
        found.stories[key] = row["story_id"] or found.stories.get(key)
    return found
