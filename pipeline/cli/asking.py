"""Commands that only read: status, stories, show, explain, sql, captures, export, serve."""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.terminal import (
    as_address,
    as_json,
    at_most,
    console,
    counts_line,
    open_runtime,
    plain,
    print_json,
    table,
)
from pipeline.errors import NewsfoldError, NotFoundError, QuestionError, SourceError

if TYPE_CHECKING:
    from pipeline.ports import Row

_EVER = (datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC))

_NOT_OF_CSV = (datetime, bytes, memoryview)
"""Values that CSV writes as JSON has them; numbers and the empty value it writes in its own way."""

_LABEL_STYLES = {
    "headline": "bold",
    "metadata": "cyan",
    "body": "",
    "background": "blue",
    "boilerplate": "dim",
    "other_story": "magenta",
}


@click.command()
@as_json
def status(*, wants_json: bool) -> None:
    """Say what the warehouse holds and how the last run went."""
    runtime = open_runtime()
    with runtime.warehouse.read() as db:
        counts = dict(db.rows("shared/count_everything")[0])
        reasons = {row["reason"]: row["captures"] for row in db.rows("shared/list_rejection_reasons")}
        steps = db.rows("cli/list_last_run")
        failed = db.rows("cli/list_failed_checks", run_id=steps[0]["run_id"]) if steps else []
    if wants_json:
        print_json(
            {
                "warehouse": runtime.settings.warehouse_shown,
                "counts": counts,
                "rejections": reasons,
                "last_run": [{**row, "report": json.loads(row["report"])} for row in steps],
                "failed_checks": [dict(row) for row in failed],
            }
        )
        return
    out = console()
    out.print(runtime.settings.warehouse_shown, style="bold", markup=False)
    out.print(counts_line(counts) if any(counts.values()) else "empty")
    if reasons:
        out.print(f"rejected: {counts_line(reasons)}")
    if not steps:
        out.print("no run yet: start one with  newsfold ingest --source PLACE")
        return
    out.print(f"\nlast run [bold]{steps[0]['run_id']}[/bold], {steps[0]['started_at']:%Y-%m-%d %H:%M} UTC")
    for step, totals in _totals(steps).items():
        out.print(f"  {step:9} {counts_line(totals)}")
    for row in failed:
        found = f"check {row['check_name']} found {row['offending']} rows, e.g. {row['sample']}"
        out.print(found, style="red", markup=False)


def _totals(steps: list[Row]) -> dict[str, Counter[str]]:
    """Return the counts of each step in the order of the run; a step that ran once a source is added up."""
    from pipeline.steps.runner import position

    totals: dict[str, Counter[str]] = {}
    for row in sorted(steps, key=lambda row: position(row["step"])):
        totals.setdefault(row["step"], Counter()).update(json.loads(row["report"])["counts"])
    return totals


@click.command()
@click.option("--day", metavar="YYYY-MM-DD", help="Only stories whose first article is of this day (UTC).")
@click.option("--search", "words", metavar="TEXT", help="Only stories whose title holds this text.")
@click.option(
    "--min-articles",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Only stories of at least so many articles.",
)
@at_most(50)
@as_json
def stories(*, day: str | None, words: str | None, min_articles: int, at_most: int, wants_json: bool) -> None:
    """List stories, the widest spread first."""
    from pipeline.cli.loading import day_of

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
        return
    if not rows:
        console().print("no story fits; newsfold status says what the warehouse holds")
        return
    columns = ["story", "articles", "hosts", "voices", "first", "origin", "title"]
    names = [
        "story_id",
        "article_count",
        "host_count",
        "independent_origin_count",
        "first_at",
        "origin",
        "title",
    ]
    console().print(table(columns, ([row[name] for name in names] for row in rows)))


@click.command()
@click.argument("reference", metavar="ARTICLE_OR_STORY")
@click.option(
    "--blocks", is_flag=True, help="Every block of the page with its label and the rule that gave it."
)
@as_json
def show(reference: str, *, blocks: bool, wants_json: bool) -> None:
    """Show an article with its blocks and labels, or a story with its members."""
    from pipeline.review.lookup import find_article, find_story

    with open_runtime().warehouse.read() as db:
        if story := find_story(db, reference):
            _show_story(
                story, db.rows("cli/list_members_of_story", story_id=story["story_id"]), wants_json=wants_json
            )
            return
        article = find_article(db, as_address(reference))
        versions = db.rows("cli/list_versions_of_article", article_id=article["article_id"])
        latest = next(row for row in versions if row["is_latest"])
        stripped = db.rows(
            "shared/list_blocks_of_article", article_id=article["article_id"], version=latest["version"]
        )
    if wants_json:
        print_json(
            {
                **article,
                "versions": [dict(row) for row in versions],
                "blocks": [dict(row) for row in stripped],
            }
        )
        return
    out = console()
    out.print(latest["title"] or "(no title)", style="bold", markup=False)
    out.print(f"{article['url']}\narticle {article['article_id']}, story {latest['story_id']}", markup=False)
    published = (
        f"{latest['published_at']:%Y-%m-%d %H:%M} UTC"
        if latest["published_at"]
        else f"at an unknown time ({latest['published_note'] or 'the page gives none'})"
    )
    agency = f", wire: {latest['wire_agency']}" if latest["wire_agency"] else ""
    out.print(
        f"published {published}, version {latest['version']} of {len(versions)}{agency}\n", markup=False
    )
    if blocks:
        _print_blocks(stripped)
    else:
        out.print(latest["text"], markup=False)


def _show_story(story: Row, members: list[Row], *, wants_json: bool) -> None:
    if wants_json:
        print_json({**story, "members": [dict(row) for row in members]})
        return
    out = console()
    out.print(story["title"] or "(no title)", style="bold", markup=False)
    out.print(
        f"story {story['story_id']}: articles {story['article_count']}, hosts {story['host_count']}, "
        f"independent voices {story['independent_origin_count']}, origin {story['origin'] or 'unknown'}\n"
        f"canonical {story['canonical_article_id']}: {story['canonical_reason']}\n",
        markup=False,
    )
    names = ["article_id", "relation", "matched_article_id", "jaccard", "containment", "article_at", "url"]
    out.print(table(names, ([row[name] for name in names] for row in members)))


def _print_blocks(blocks: list[Row]) -> None:
    from rich.table import Table
    from rich.text import Text

    made = Table.grid(padding=(0, 1))
    for _ in range(3):
        made.add_column(style="dim", no_wrap=True)
    made.add_column(overflow="fold")
    for row in blocks:
        text = Text(" ".join(row["text"].split()), style=_LABEL_STYLES[row["label"]])
        if row["other_article_id"]:
            text.append(f"  → {row['other_article_id']}", style="dim")
        made.add_row(str(row["position"]), row["label"], row["rule"], text)
    console().print(made)


@click.command()
@click.argument("left", metavar="ARTICLE_A")
@click.argument("right", metavar="ARTICLE_B")
@as_json
def explain(left: str, right: str, *, wants_json: bool) -> None:
    """Say why two articles fold, or why they do not: scores, what differs, the text they share."""
    from dataclasses import asdict

    from pipeline.review.explain import explain as explain_pair
    from pipeline.review.lookup import find_article

    runtime = open_runtime()
    with runtime.warehouse.read() as db:
        first, second = (find_article(db, as_address(reference))["article_id"] for reference in (left, right))
    explanation = explain_pair(runtime, first, second)
    if wants_json:
        print_json(asdict(explanation))
        return
    from pipeline.cli.explaining import print_explanation

    print_explanation(explanation)


@click.command()
@click.argument("statement")
@click.option("--csv", "wants_csv", is_flag=True, help="Print CSV.")
@as_json
def sql(statement: str, *, wants_csv: bool, wants_json: bool) -> None:
    """Ask the warehouse in SQL; nothing can be changed.

    Views to begin with: canonical_stories, story_timeline, syndication, folding_by_source_day,
    furniture_by_host, ingest_health. Use - to read the statement from standard input.
    """
    asked = sys.stdin.read() if statement == "-" else statement
    columns, rows = open_runtime().warehouse.ask(asked)
    if wants_json:
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
    elif wants_csv:
        _write_csv(sys.stdout, columns, rows)
    else:
        console().print(table(columns, rows))


@click.command()
@click.argument("reference", metavar="ARTICLE_OR_CAPTURE")
@click.option("--raw", is_flag=True, help="Print the unchanged bytes of this capture.")
@as_json
def captures(reference: str, *, raw: bool, wants_json: bool) -> None:
    """List the raw captures of an article or address, or print the bytes of one."""
    from pipeline.crawling.urls import url_key

    runtime = open_runtime()
    reference = as_address(reference)
    with runtime.warehouse.read() as db:
        one = db.rows("cli/find_capture", capture_id=reference)
        rows = db.rows("cli/list_captures_of_article", reference=reference, url_key=url_key(reference))
    if raw:
        if not one:
            raise NotFoundError(
                f"no capture {reference!r}: --raw needs a capture id, as listed by newsfold captures"
            )
        if pruned_at := one[0]["pruned_at"]:
            raise NotFoundError(f"the bytes of capture {reference} were pruned on {pruned_at:%Y-%m-%d}")
        try:
            fetched = runtime.archive.read(one[0]["archive"], one[0]["archive_offset"])
        except SourceError as error:  # no source a person named, but a file of ours
            raise NewsfoldError(str(error)) from error
        sys.stdout.buffer.write(fetched.body)
        return
    found = rows or one
    if not found:
        raise NotFoundError(f"no capture of {reference!r}")
    if wants_json:
        print_json([dict(row) for row in found])
        return
    names = [name for name in found[0] if name not in {"archive", "archive_offset"}]
    console().print(table(names, ([row[name] for name in names] for row in found)))


@click.command()
@click.argument("relation", metavar="VIEW_OR_TABLE")
@click.option(
    "--out", "path", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File to write."
)
@click.option("--format", "form", type=click.Choice(["csv", "jsonl"]), help="Default: by the file's name.")
def export(relation: str, path: Path, form: str | None) -> None:
    """Write a view or table to a CSV or JSON Lines file.

    The file appears whole or not at all.
    """
    if not relation.replace("_", "").isalnum():
        raise click.BadParameter(f"{relation!r} is no name of a view or table", param_hint="VIEW_OR_TABLE")
    form = form or {".csv": "csv", ".jsonl": "jsonl"}.get(path.suffix)
    if form is None:
        raise click.BadParameter(
            f"{path.name} ends in neither .csv nor .jsonl: say --format", param_hint="--out"
        )
    try:
        columns, rows = open_runtime().warehouse.ask(f"SELECT * FROM {relation}")  # noqa: S608 - a bare name, read only
    except QuestionError as error:
        raise click.BadParameter(
            f"the warehouse shows no view or table {relation!r}: {error.__cause__}",
            param_hint="VIEW_OR_TABLE",
        ) from error
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            if form == "csv":
                _write_csv(file, columns, rows)
            else:
                for row in rows:
                    record = dict(zip(columns, row, strict=True))
                    file.write(json.dumps(record, ensure_ascii=False, default=plain) + "\n")
        part.replace(path)
    except OSError as error:
        raise NewsfoldError(f"{path} cannot be written: {error.strerror}") from error
    console().print(f"{path}: {len(rows):,} rows of {relation}")


def _write_csv(file: Any, columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    writer = csv.writer(file)
    writer.writerow(columns)
    writer.writerows(
        [plain(value) if isinstance(value, _NOT_OF_CSV) else value for value in row] for row in rows
    )


@click.command()
@click.option(
    "--port", type=click.IntRange(1, 65_535), default=8090, show_default=True, help="Port on 127.0.0.1."
)
@click.option("--editor", is_flag=True, help="Show the buttons that judge pairs and furniture.")
def serve(*, port: int, editor: bool) -> None:
    """Serve the stories pages on this machine."""
    from pipeline.web import serve as serve_pages

    def tell(address: str) -> None:
        console().print(f"stories on {address}   (Ctrl-C ends it)")

    serve_pages(open_runtime(create=True), port, tell, editor=editor)
