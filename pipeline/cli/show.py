"""`newsfold show`: an article with its text or its blocks, or a story with its members."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.cli.arguments import as_address
from pipeline.cli.formats import as_json, print_json
from pipeline.cli.terminal import console, open_runtime, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.ports import Row

_LABEL_STYLES = {
    "headline": "bold",
    "metadata": "cyan",
    "body": "",
    "background": "blue",
    "boilerplate": "dim",
    "other_story": "magenta",
}

_MEMBER_COLUMNS = (
    "article_id",
    "relation",
    "matched_article_id",
    "jaccard",
    "containment",
    "article_at",
    "url",
)
_SPARE_COLUMNS = ("containment", "matched_article_id", "article_at", "jaccard")


_NO_OWN_TEXT = "No text of its own: every paragraph stands on other pages, too, or was left out. --blocks shows which rule said so."


@click.command()
@click.argument("reference", metavar="ARTICLE_OR_STORY")
@click.option(
    "--blocks", is_flag=True, help="Every block of the page with its label and the rule that gave it."
)
@click.option(
    "--versions",
    "history",
    is_flag=True,
    help="What the page said at each capture: words added and taken out.",
)
@as_json
def show(reference: str, *, blocks: bool, history: bool, wants_json: bool) -> None:
    """Show an article with its blocks and labels, or a story with its members."""
    from pipeline.review.lookup import find_article, find_story

    with open_runtime().warehouse.read() as db:
        if story := find_story(db, reference):
            members = db.rows("cli/list_members_of_story", story_id=story["story_id"])
            _show_story(story, members, wants_json=wants_json)
            return
        article = find_article(db, as_address(reference))
        versions = db.rows("cli/list_versions_of_article", article_id=article["article_id"])
        latest = next(row for row in versions if row["is_latest"])
        labelled = db.rows(
            "shared/list_blocks_of_article", article_id=article["article_id"], version=latest["version"]
        )
    if wants_json:
        versions_and_blocks = {"versions": list(map(dict, versions)), "blocks": list(map(dict, labelled))}
        print_json({**article, **versions_and_blocks})
        return
    _print_heading(article, latest, versions=len(versions))
    if history:
        _print_history(versions)
    elif blocks:
        _print_blocks(labelled)
    else:
        console().print(latest["text"] or _NO_OWN_TEXT, markup=False)


def _show_story(story: Row, members: Sequence[Row], *, wants_json: bool) -> None:
    if wants_json:
        print_json({**story, "members": [dict(row) for row in members]})
        return
    out = console()
    out.print(story["title"] or "(no title)", style="bold", markup=False)
    out.print(
        f"story {story['story_id']}: articles {story['article_count']}, hosts {story['host_count']}, "
        f"independent sources {story['independent_origin_count']}, origin {story['origin'] or 'unknown'}\n"
        f"canonical {story['canonical_article_id']}: {story['canonical_reason']}\n"
        + (
            f"articles under titles unlike this one: {story['unlike_titles']}\n"
            if story["unlike_titles"]
            else ""
        ),
        markup=False,
    )
    cells = ([row[name] for name in _MEMBER_COLUMNS] for row in members)
    out.print(table(_MEMBER_COLUMNS, cells, spare=_SPARE_COLUMNS))


def _print_heading(article: Row, latest: Row, *, versions: int) -> None:
    out = console()
    out.print(latest["title"] or "(no title)", style="bold", markup=False)
    story = f"story {latest['story_id']}" if latest["story_id"] else "in no story"
    out.print(f"{article['url']}\narticle {article['article_id']}, {story}", markup=False)
    published = (
        f"{latest['published_at']:%Y-%m-%d %H:%M} UTC"
        if latest["published_at"]
        else f"at an unknown time ({latest['published_note'] or 'the page gives none'})"
    )
    agency = f", wire: {latest['wire_agency']}" if latest["wire_agency"] else ""
    out.print(f"published {published}, version {latest['version']} of {versions}{agency}\n", markup=False)


def _print_history(versions: Sequence[Row]) -> None:
    """Print each version with what it changed of the one before."""
    from pipeline.cli.differences import print_changes

    out = console()
    for before, row in zip([None, *versions], versions, strict=False):
        out.print(
            f"version {row['version']}, captured {row['captured_at']:%Y-%m-%d %H:%M} UTC, {row['word_count']} words",
            style="bold",
            markup=False,
        )
        if before is None:
            continue
        if before["title"] != row["title"]:
            out.print(
                f"  title  - {before['title'] or '(none)'}\n         + {row['title'] or '(none)'}",
                markup=False,
            )
        if before["text"] != row["text"]:
            print_changes(before["text"], row["text"])
        elif before["title"] == row["title"]:
            out.print("  the same title and text; something else of the page changed")


def _print_blocks(blocks: Sequence[Row]) -> None:
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
