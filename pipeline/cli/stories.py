"""`newsfold stories`: what was reported, the most copied first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import click

from pipeline.cli.arguments import at_most, day_of
from pipeline.cli.formats import as_json, print_json
from pipeline.cli.terminal import console, open_runtime, table

_EVER = (datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC))

_SHOWN = {
    "story": "story_id",
    "articles": "article_count",
    "hosts": "host_count",
    "independent": "independent_origin_count",
    "first": "first_at",
    "origin": "origin",
    "unlike titles": "unlike_titles",
    "title": "title",
}
"""Heads of the table and the columns under them."""

_SPARE = ("unlike titles", "origin", "hosts", "first", "independent")


@click.command()
@click.option("--day", metavar="YYYY-MM-DD", help="Only stories whose first article is of this day (UTC).")
@click.option("--search", "words", metavar="TEXT", help="Only stories with this text in their title.")
@click.option(
    "--min-articles",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Only stories of at least this many articles.",
)
@at_most(50)
@as_json
def stories(*, day: str | None, words: str | None, min_articles: int, at_most: int, wants_json: bool) -> None:
    """List stories, those with the most articles first."""
    start_at, end_at = (day_of(day), day_of(day) + timedelta(days=1)) if day else _EVER
    with open_runtime().warehouse.read() as db:
        rows = db.rows(
            "cli/list_stories",
            min_articles=min_articles,
            start_at=start_at,
            end_at=end_at,
            words=f"%{(words or '').lower()}%",
            at_most=at_most,
        )
    if wants_json:
        print_json([dict(row) for row in rows])
    elif rows:
        cells = ([row[name] for name in _SHOWN.values()] for row in rows)
        console().print(table(list(_SHOWN), cells, spare=_SPARE))
    else:
        console().print("no such story; newsfold status says what the warehouse holds")
