"""`newsfold events` and `newsfold event`: what happened, by how many independent sources, and one event with its stories."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import click

from pipeline.cli.arguments import at_most, day_of
from pipeline.cli.formats import as_json, print_json
from pipeline.cli.terminal import console, open_runtime, table

_EVER = (datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC))

_EVENT_COLUMNS = {
    "event": "event_id",
    "independent": "independent_source_count",
    "stories": "story_count",
    "articles": "article_count",
    "hosts": "host_count",
    "first": "first_at",
    "last": "last_at",
    "title": "title",
}
_STORY_COLUMNS = {
    "story": "story_id",
    "first": "first_at",
    "articles": "article_count",
    "host": "host",
    "origin": "origin",
    "like": "matched_story_id",
    "score": "score",
    "title": "title",
}


@click.command()
@click.option("--day", metavar="YYYY-MM-DD", help="Only events whose first article is of this day (UTC).")
@click.option(
    "--min-stories",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    help="Only events that so many stories report.",
)
@at_most(50)
@as_json
def events(*, day: str | None, min_stories: int, at_most: int, wants_json: bool) -> None:
    """List events, those that most independent sources report first."""
    start_at, end_at = (day_of(day), day_of(day) + timedelta(days=1)) if day else _EVER
    with open_runtime().warehouse.read() as db:
        rows = db.rows(
            "shared/list_events", start_at=start_at, end_at=end_at, least_stories=min_stories, at_most=at_most
        )
    if wants_json:
        print_json([dict(row) for row in rows])
    elif rows:
        columns = _EVENT_COLUMNS.values()
        console().print(table(list(_EVENT_COLUMNS), ([row[name] for name in columns] for row in rows)))
    else:
        console().print("no such event; --min-stories 1 shows those of one story, too")


@click.command()
@click.argument("reference", metavar="EVENT_OR_STORY")
@as_json
def event(reference: str, *, wants_json: bool) -> None:
    """Show an event with the stories that report it, and why they are linked."""
    from pipeline.review.events import event_with_stories

    with open_runtime().warehouse.read() as db:
        found = event_with_stories(db, reference)
    if wants_json:
        print_json(found)
        return
    out = console()
    out.print(f"event {found['event_id']}", markup=False)
    columns = _STORY_COLUMNS.values()
    out.print(table(list(_STORY_COLUMNS), ([row[name] for name in columns] for row in found["stories"])))
    for pair in found["pairs"]:
        out.print(f"{pair['left_id']} and {pair['right_id']}: score {pair['score']:.2f}", markup=False)
    if len(found["stories"]) > 1:
        one, other = (story["article_id"] for story in found["stories"][:2])
        out.print(f"\nNext:  newsfold explain {one} {other}", markup=False)
