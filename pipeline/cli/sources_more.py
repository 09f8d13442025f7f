"""What `newsfold sources` does beside listing: find and add, try, ask again, write a list for other readers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.formats import as_json, print_json
from pipeline.cli.terminal import console, open_runtime, table
from pipeline.model import Request, SourceKind

if TYPE_CHECKING:
    from pipeline.steps.discover.add import Found
    from pipeline.steps.discover.check_sources import SourceCheck
    from pipeline.steps.discover.find_feeds import Candidate

_FOUND = ("", "address", "found", "kind", "items", "newest", "first title")
_FOR_READERS = frozenset({SourceKind.FEED})
_MAX_TITLE = 60


@click.command("add")
@click.argument("address")
@click.option("--id", "source_id", metavar="NAME", help="What to call it. Default: the name of its host.")
@click.option("--all", "every", is_flag=True, help="Add all that can be read, and not the best alone.")
@click.option("--dry-run", is_flag=True, help="Only show what was found.")
@as_json
def add(address: str, *, source_id: str | None, every: bool, dry_run: bool, wants_json: bool) -> None:
    """Find the feeds and sitemaps of a site, show what each gives, and add the best.

    ADDRESS is any address of the site, with or without a scheme, or that of a feed, a sitemap, or a list of feeds (OPML).
    Found are the feeds its page names, the sitemaps its robots.txt names, and where there are none, those at usual places.
    """
    from pipeline.errors import SourceError
    from pipeline.steps.discover import add as adding

    runtime = open_runtime(create=True)
    found = adding.find_sources(runtime, address, source_id=source_id, every=every)
    new = [] if dry_run else adding.add(runtime, found)
    if wants_json:
        print_json({"found": [_as_json(each) for each in found.candidates], "added": new})
    else:
        _show(found)
    if not found.sources:
        raise SourceError(_nothing_found(found))
    if not wants_json:
        for source in found.sources:
            done = "would be added" if dry_run else "added" if source.source_id in new else "is held already"
            console().print(f"{source.source_id} ({source.kind}) {done}: {source.location}", markup=False)
        console().print("\nNext:  newsfold ingest", markup=False)


def _show(found: Found) -> None:
    chosen = {source.location for source in found.sources}
    rows = [
        (
            "→" if each.url in chosen else "",
            each.url,
            each.how,
            each.kind if each.is_usable else each.outcome,
            len(each.found.items) if each.found else None,
            each.newest_at,
            _first_title(each),
        )
        for each in found.candidates
    ]
    if rows:
        console().print(table(_FOUND, rows))


def _first_title(candidate: Candidate) -> str:
    items = candidate.found.items if candidate.found else ()
    return next((item.title[:_MAX_TITLE] for item in items if item.title), "")


def _nothing_found(found: Found) -> str:
    from pipeline.crawling.poll_advice import advice_on

    if len(found.candidates) == 1:
        advice = advice_on(found.candidates[0].outcome)
        return f"{found.candidates[0].url}: {advice.means}" + (f": {advice.do}" if advice.do else "")
    return (
        "neither the page nor robots.txt names a feed or sitemap that can be read, and none stands at a usual place; "
        "look for one in a browser and give its address"
    )


def _as_json(candidate: Candidate) -> dict[str, object]:
    return {
        "url": candidate.url,
        "how": candidate.how,
        "kind": candidate.kind if candidate.is_usable else None,
        "outcome": candidate.outcome,
        "items": len(candidate.found.items) if candidate.found else 0,
        "newest_at": candidate.newest_at,
    }


@click.command("check")
@click.argument("source", nargs=-1)
@as_json
def check(source: tuple[str, ...], *, wants_json: bool) -> None:
    """Try each SOURCE, or all that are enabled, and say what is wrong and what to do. Nothing is stored.

    Exits with 1 where something has to be done.
    """
    from pipeline.steps.discover.check_sources import check_sources
    from pipeline.steps.discover.sources import chosen

    runtime = open_runtime()
    with runtime.warehouse.read() as db:
        named = chosen(db, Request("check", sources=source))
    checks = []
    for each in check_sources(named, runtime):
        checks.append(each)
        if not wants_json:
            console().print(_in_words(each), markup=False)
    if wants_json:
        print_json([_check_as_json(each) for each in checks])
    if not all(each.is_good for each in checks):
        raise click.exceptions.Exit(1)


def _in_words(check: SourceCheck) -> str:
    mark = "✓" if check.is_good else "✕"
    said = f"{mark} {check.source_id}: {check.advice.means}"
    if check.items:
        newest = f", the newest of {check.newest_at:%Y-%m-%d %H:%M}" if check.newest_at else ""
        said += f"; {check.items:,} items{newest}"
    said += f" ({check.detail[:200]})" if check.detail else ""
    return f"{said}\n  {check.advice.do}" if check.advice.do else said


def _check_as_json(check: SourceCheck) -> dict[str, object]:
    return {
        "source_id": check.source_id,
        "location": check.location,
        "outcome": check.outcome,
        "items": check.items,
        "newest_at": check.newest_at,
        "detail": check.detail,
        "means": check.advice.means,
        "do": check.advice.do,
    }


@click.command("retry")
@click.argument("source", nargs=-1)
def retry(source: tuple[str, ...]) -> None:
    """Make every page that was refused, or waits to be tried again, due at once: of each SOURCE, or of all."""
    from pipeline.steps.discover.retry import retry_sources

    due = retry_sources(open_runtime(), source)
    console().print(f"{due} pages are due; `newsfold ingest` fetches them")


@click.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(file: Path) -> None:
    """Write the feeds to FILE as OPML, which other readers take."""
    from pipeline.parsing.files.opml import write_opml
    from pipeline.steps.discover.sources import registered

    runtime = open_runtime()
    with runtime.warehouse.read() as db:
        feeds = [each for each in registered(db) if each.kind in _FOR_READERS]
    file.write_bytes(write_opml(feeds))
    console().print(f"{len(feeds)} feeds written to {file}", markup=False)
